"""A second, independent reading of the law, against which the program is checked."""
