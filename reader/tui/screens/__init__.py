"""Screens join panes and own state."""
