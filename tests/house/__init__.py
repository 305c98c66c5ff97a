"""Tests of the house rules: how files are to look, whatever they do."""
