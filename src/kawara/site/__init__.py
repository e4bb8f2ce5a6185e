"""Every post in order: what is published, where it lives, which pages there are."""
