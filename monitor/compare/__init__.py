"""Claims into slots and positions, positions into relations: pure, no database, no clock."""

# Part of every relation's `rule`; raise it when a rule changes, so that a reread can tell.
VERSION = "18"
