"""The feeds: the screen that lists them, and the panel that shows how they are fetched."""
