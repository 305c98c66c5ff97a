"""The public face: pages for anyone, on the record only."""
