"""The tests of incoming files: the real ones, small ones by hand, and hostile ones."""
