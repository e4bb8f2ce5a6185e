"""Page and View → bytes."""
