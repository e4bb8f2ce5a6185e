"""Watch, build, reload."""
