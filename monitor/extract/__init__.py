"""Revisions to claims: spaCy components find, facet rules judge, claims.py is where it ends."""
