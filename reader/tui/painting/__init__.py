"""How things look: palettes, styles, and rows that are ready for the terminal."""
