"""Figures drawn in the reader's language."""
