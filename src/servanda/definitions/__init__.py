"""Reads the law and the reference data from files into the objects of the core, and says what is wrong where."""
