"""Search over everything that a treaty's record says, in the six languages of the United Nations."""
