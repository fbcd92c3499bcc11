"""Pages to look at: what changed, what does not fit, who said what, and what it all stands on.

Drawn on the server from the questions that the command line asks, without scripts
and without anything from elsewhere; `report` writes the same pages as files.
"""
