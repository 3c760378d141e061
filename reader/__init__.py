"""Reader: the reading desk in a terminal."""

__version__ = "0.1.0"
"""The version of the program; the distribution's version in `pyproject.toml` is the same."""
