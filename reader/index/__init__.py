"""What can be found: a catalogue of articles and notes in SQLite, and the language to ask it in.

All of it is derived from the files and may be deleted at any time.
"""
