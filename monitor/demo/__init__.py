"""The newsroom of `monitor demo`: sample outlets on loopback for the ordinary crawler to read."""
