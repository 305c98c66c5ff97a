"""The named figures of a treaty: which there are on a day, what each counts, and the table behind it."""
