"""The rules: pure functions from a treaty and its record to answers with reasons. No clock, no file, no framework."""
