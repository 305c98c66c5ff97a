"""Documents in and out: what comes as a file is read into proposals, what leaves is written from answers."""
