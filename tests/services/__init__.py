"""Tests of the verbs: what is written, and what is refused."""
