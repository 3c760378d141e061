"""Feeds that come in: RSS, Atom, JSON Feed, the lists that name them, and the pages that do."""
