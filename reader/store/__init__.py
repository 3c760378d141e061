"""What is kept: plain files that a person owns, and the only place that knows TinyDB.

Everything public here raises StoreError or DamagedError where the disk is at fault, never OSError.
"""
