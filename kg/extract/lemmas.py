"""Lemmas from the dictionary that lemminflect carries, for words whose part of speech is known."""

from functools import lru_cache
from typing import Final

_AUXILIARIES: Final = frozenset({"be", "have", "do"})
"""The lemmas of auxiliaries; of "would" and "could" the form says more than "will" and "can"."""


@lru_cache(maxsize=50_000)
def of(word: str, tag: str) -> str:
    """The lemma of a word with a universal part of speech; where it has none, the word in small letters.

    >>> of("besieged", "VERB"), of("Fled", "VERB"), of("armies", "NOUN"), of("was", "AUX"), of("would", "AUX")
    ('besiege', 'flee', 'army', 'be', 'would')
    """
    small = word.lower()
    if tag not in {"VERB", "NOUN", "AUX"}:
        return small
    from lemminflect import getLemma  # noqa: PLC0415  # its dictionary takes a fifth of a second to load

    lemma = next(iter(getLemma(small, tag)), small)
    return small if tag == "AUX" and lemma not in _AUXILIARIES else lemma
