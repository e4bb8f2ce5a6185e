"""Ground: standard library only."""
