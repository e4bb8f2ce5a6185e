"""One Markdown rule, one file."""
