"""kawara: a blog engine for people who write Markdown, Japanese first."""

__version__ = "0.1.0"
