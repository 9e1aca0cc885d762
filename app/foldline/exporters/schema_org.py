"""schema.org: the NewsArticle that a brief's page has in its head, as a file of JSON-LD."""

import json

from foldline.story.brief import Brief
from foldline.html.head import news_article


def write(brief: Brief) -> str:
    """JSON-LD. Without addresses of the brief itself: a file does not know where it will be."""
    return json.dumps(news_article(brief, ""), ensure_ascii=False, indent=2) + "\n"
