"""Outputs → a directory, safely."""
