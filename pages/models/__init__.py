"""Home page, article lists, articles and their sections."""

from .article import ArticleAuthor, ArticlePage
from .article_index import ArticleIndexPage
from .home import HomePage
from .section import SectionKind, SectionMention, SectionPage

__all__ = [
    "ArticleAuthor",
    "ArticleIndexPage",
    "ArticlePage",
    "HomePage",
    "SectionKind",
    "SectionMention",
    "SectionPage",
]
