"""The export screen: what, as what, where to; what it will be, and what it was."""
