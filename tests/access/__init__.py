"""The proof that nothing reads around the one door."""
