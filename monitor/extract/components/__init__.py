"""One spaCy factory a file; config gives each its words as patterns, and they import no stage.

A component writes what it finds into a span group of its own name. The group's
attribute "marks" holds one plain dict a span (character offsets, label,
values), so that everything survives a trip through worker processes.
"""
