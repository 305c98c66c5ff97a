"""Figures as drawings: the map and the charts, from plain data and words in the reader's language."""
