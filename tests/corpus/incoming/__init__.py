"""What strangers send: files for every format that is taken in."""
