"""Every word of a page, and how numbers are written, one file a language.

>>> from foldline.locales import words_for
>>> words = words_for("en-GB")
>>> words("sections.timeline.extent", n=1), words("sections.timeline.extent", n=3)
('1 event', '3 events')

docs/contributing/words.md says how words are changed and how a language is added.
"""

from foldline.locales.words import ENGLISH, Words, load_all_words, tags, words_for

__all__ = ["ENGLISH", "Words", "load_all_words", "tags", "words_for"]
