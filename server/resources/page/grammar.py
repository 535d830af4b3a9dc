"""The little grammar that a generated sentence needs: articles, lists, and dates after a verb."""

from collections.abc import Collection, Sequence
from typing import Final

from server.dates import dated
from server.language import ENGLISH, gettext, language

_MANY: Final = 4
"""Values that a sentence lists; of more it names the first and says that there are others."""


def takes_the(name: str, last_words: Collection[str]) -> bool:
    """Whether an English name takes the definite article, as one does that ends in a common noun.

    >>> takes_the("Liao dynasty", {"dynasty"}), takes_the("Western Xia", {"dynasty"})
    (True, False)
    """
    return name.rpartition(" ")[2].lower() in last_words and not name.lower().startswith("the ")


def with_article(name: str, wanted: str, *, definite: bool) -> str:
    """A name with the article that is wanted, in a language that has articles.

    >>> with_article("era", "a", definite=False), with_article("Liao dynasty", "The", definite=True)
    ('an era', 'The Liao dynasty')
    """
    if language() is not ENGLISH:
        return name
    match wanted:
        case "a" | "A":
            article = "an" if name[:1].lower() in "aeiou" else "a"
            return f"{article.title() if wanted == 'A' else article} {name}"
        case "the" | "The" if definite:
            return f"{wanted} {name}"
    return name


def enumerated(names: Sequence[str]) -> str:
    """Names in a row.

    >>> enumerated(["Song", "Liao", "Jin"]), enumerated(list("abcde")), enumerated([])
    ('Song, Liao and Jin', 'a, b, c and others', '')
    """
    kept = [*names[: _MANY - 1], gettext("others")] if len(names) > _MANY else [*names]
    if len(kept) < 2:
        return "".join(kept)
    return gettext(", ").join(kept[:-1]) + gettext(" and ") + kept[-1]


def placed(edtf: str) -> str:
    """A date as it follows an English verb.

    >>> placed("1005-01-19"), placed("1126/1127"), placed("1141"), placed("1141~")
    ('on 19 January 1005', '1126–1127', 'in 1141', 'c. 1141')
    """
    said = dated(edtf)
    if language() is not ENGLISH or not edtf.replace("-", "").isdigit():
        return said
    return f"on {said}" if edtf.count("-") == 2 else f"in {said}"
