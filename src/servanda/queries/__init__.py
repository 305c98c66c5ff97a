"""The questions: everything that reads what an installation holds."""
