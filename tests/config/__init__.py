"""Tests of where an installation lives."""
