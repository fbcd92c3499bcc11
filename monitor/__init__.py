"""Who said what, when, and which statements cannot both be true."""
