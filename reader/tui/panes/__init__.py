"""The panes of the desk: each owns its keys and posts messages."""
