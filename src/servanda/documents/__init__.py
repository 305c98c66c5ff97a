"""Papers and tables as people take them away: plain text, Word, PDF, CSV, JSON lines and spreadsheets."""
