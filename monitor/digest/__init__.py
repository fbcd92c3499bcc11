"""Tells a reader what is new: gather and build (what to say), render (how), deliver (to whom)."""
