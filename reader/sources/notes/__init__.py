"""Highlights and notes that other programs keep: what is in their files, one after the other.

Each format has a module with `parse(path)`, which gives what the file holds as `imported.Item`s. A file may be of any
size and hold anything: what cannot be read is said, and the rest goes on.
"""
