"""A brief: chosen sources and questions on a few pages, to be printed, mailed or edited.

`brief_of` asks, `document` puts into words, `markdown_text` and `word_bytes` write a file,
`page_count` says how long it is.
"""

from policy_model.brief.answers import counts_words
from policy_model.brief.asking import FIRST_QUESTIONS, brief_of, first_questions
from policy_model.brief.length import MOST_PAGES, page_count
from policy_model.brief.markdown import markdown_text
from policy_model.brief.records import Brief
from policy_model.brief.word import word_bytes
from policy_model.brief.wording import document, title

__all__ = [
    "FIRST_QUESTIONS",
    "MOST_PAGES",
    "Brief",
    "brief_of",
    "counts_words",
    "document",
    "first_questions",
    "markdown_text",
    "page_count",
    "title",
    "word_bytes",
]
