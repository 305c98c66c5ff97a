"""The tests of the treaty library."""
