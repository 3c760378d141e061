"""What a text says: canonical text, its parts, its quotations, and places in it that survive an edit."""
