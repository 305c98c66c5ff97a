"""The pages of those who have signed in: the desk, and the work that lies on it."""
