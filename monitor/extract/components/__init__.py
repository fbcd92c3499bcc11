"""One component a file; each is given its words, mostly as patterns, and imports no stage.

A component is called with a text (`doc.Doc`) and leaves what it finds there as marks under
a name of its own: plain dicts (character offsets, label, values).
"""
