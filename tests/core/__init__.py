"""The tests of servanda.core."""
