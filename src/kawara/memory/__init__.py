"""What the last build knew."""
