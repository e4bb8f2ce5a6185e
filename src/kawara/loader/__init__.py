"""content/ → posts and bodies: bytes in, values out."""
