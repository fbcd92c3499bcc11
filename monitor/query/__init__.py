"""Answers questions about what is kept: pure where it can be, and drawn from the store.

What a person asks on the command line and on a page is the same question.
"""
