"""What goes out: highlights and notes as files that other programs read."""
