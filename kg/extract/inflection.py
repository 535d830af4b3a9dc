"""Regular forms of the verbs that tell something, which the model cuts wrongly where they are rare."""

from collections.abc import Iterator
from functools import cache
from typing import Final

from kg.extract import frame, guess, lexicon, wording


@cache
def verb(form: str) -> str:
    """The verb of frames, wordings, assertions or the table behind a form, empty unless there is just one.

    >>> verb("repulsed"), verb("trapped"), verb("harries"), verb("subjugating"), verb("red")
    ('repulse', 'trap', 'harry', 'subjugate', '')
    """
    known = _known()
    found = {base for base in _bases(form) if base in known or guess.known_lemma(base) == base}
    return found.pop() if len(found) == 1 else ""


@cache
def _known() -> frozenset[str]:
    asserting = lexicon.word_lists("assertion")
    told = frozenset().union(*(asserting[each] for each in _VERBS))
    return frozenset(frame.load().verbs) | wording.load().keys() | told


_VERBS: Final = "realised undone reported told kept_from spoken_of prevented presuming".split()
"""Lists of `words/assertion.toml`."""


def _bases(form: str) -> Iterator[str]:
    for ending, instead in (("ied", "y"), ("ies", "y"), ("ed", "e"), ("ing", "e"), ("s", "")):
        if form.endswith(ending):
            yield form.removesuffix(ending) + instead
    for ending in ("ed", "ing", "es"):
        if form.endswith(ending):
            stem = form.removesuffix(ending)
            yield stem
            if stem[-2:-1] == stem[-1:]:
                yield stem[:-1]
