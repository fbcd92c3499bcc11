"""One spaCy factory a file; config gives each its words as patterns, and they import no stage.

A component leaves what it finds under a span group of its own name. The group's
attribute "marks" holds one plain dict a thing found (character offsets, label,
values), so that everything survives a trip through worker processes.
"""
