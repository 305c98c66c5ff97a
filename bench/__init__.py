"""Measurements beside hand-written floors. No test depends on them."""
