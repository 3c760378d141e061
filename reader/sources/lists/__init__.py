"""Lists of addresses, and what other programs export of the pages that they keep."""
