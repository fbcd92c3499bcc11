"""Evidence that others can check: bundles, and the proof of a bundle or of the whole database."""
