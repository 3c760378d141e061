"""Notes in a folder that a person writes into: kept in step block by block, for years.

Every highlight stands between two markers, with a hash of what was written there last. What stands outside of them is
the person's, byte for byte; what stands inside is theirs as well, once they have changed it.
"""
