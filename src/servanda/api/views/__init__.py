"""The answers, by subject."""
