"""Which reader drew a revision."""

# Raise it whenever reading the same bytes could give another text, title, kind, date or notice:
# then kept snapshots have to be read again, and what differs is our doing and no news.
READER = "9"
