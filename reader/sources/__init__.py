"""What comes in: files and the bytes of strangers, turned into text and a few facts about it."""
