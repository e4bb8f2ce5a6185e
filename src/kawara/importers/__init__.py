"""One foreign generator, one file."""
