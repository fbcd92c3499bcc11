"""One spaCy factory a file. Each is given its words as patterns by config and imports nothing of ours.

A component writes what it finds into a span group of its own name. The group's
attribute "marks" holds one plain dict a span (character offsets, label,
values), so that everything survives a trip through worker processes.
"""
