"""Web pages: bytes to a tree, a tree to Markdown, and of a whole page the article that is in it."""
