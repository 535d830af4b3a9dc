"""The words that may stand between an article and the noun that says who somebody is."""

from functools import cache

from kg.extract import relations
from kg.extract.near import FILLER

ARTICLES = frozenset("the a an".split())


@cache
def singular(word: str) -> str:
    """The noun that a plural is of.

    >>> singular("generals"), singular("Sons"), singular("heiress")
    ('general', 'son', 'heiress')
    """
    small = word.lower()
    return small[:-1] if small[:-1] in relations.nouns() and small.endswith("s") else small


def is_modifier(word: str) -> bool:
    """Whether a word may stand between an article and the noun that it belongs to."""
    small = word.lower()
    return (
        small in (FILLER | _PRAISE) - ARTICLES
        or word == "-"
        or singular(word) in relations.nouns()
        or small.endswith(("most", "est", "th", "al", "ful", "ous", "ary", "able", "ic", "ive"))
        or small
        in {
            "best",
            "second",
            "third",
            "new",
            "close",
            "trusted",
            "two",
            "three",
            "four",
            "faithful",
            "most",
            "surviving",
        }
    )


_PRAISE = frozenset("favourite favorite gifted experienced talented skilled renowned".split())
