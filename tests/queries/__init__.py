"""The questions, on real data."""
