"""Tell every article which was published before and after it: Pelican itself does not."""

from pelican import signals
from pelican.generators import ArticlesGenerator


def link(generator: ArticlesGenerator) -> None:
    """Articles come newest first."""
    articles = generator.articles
    for article, newer, older in zip(articles, [None, *articles], [*articles[1:], None], strict=False):
        article.newer, article.older = newer, older


def register() -> None:
    """Pelican calls this."""
    signals.article_generator_finalized.connect(link)
