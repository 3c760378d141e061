"""Adding: what is typed, what was found behind it, how far it is."""
