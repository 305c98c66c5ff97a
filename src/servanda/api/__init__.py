"""The public JSON interface: the same answers as the pages, for programs, with addresses that stay."""
