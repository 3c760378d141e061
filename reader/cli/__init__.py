"""The command line: one module per noun; it prints, picks the exit code, and imports the app only to open it."""
