"""Tests of the tables and their guards."""
