"""The library's tokenizers and renderer, faster: the same tokens and the same HTML, reached by fewer calls."""
