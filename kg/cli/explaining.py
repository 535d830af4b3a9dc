"""Sentences with what they claim, and why they claim no more, as lines to read."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from textwrap import shorten

from kg.errors import UnknownWords
from kg.extract.explained import Explained, Told
from kg.model import Claim, Document, Ref, Value

_NAMING = frozenset({"rdf:type", "skos:prefLabel", "skos:altLabel", "cy:mentions"})


def annotated(document: Document, explained: Explained, claims: Sequence[Claim]) -> Iterator[str]:
    """The text of a document, sentence by sentence, with what each of them claims."""
    made = _by_sentence(explained.sentences, claims)
    for number, told in enumerate(explained.sentences):
        yield sentence(document, told)
        yield from (f"    {each}" for claim in made[number] for each in reasoned(claim, explained.rules))
    yield f"({len(claims)} claims)"


def why(document: Document, explained: Explained, claims: Sequence[Claim], words: str) -> Iterator[str]:
    """How the sentences that hold some words were read."""
    made = _by_sentence(explained.sentences, claims)
    for number in _holding(document, explained.sentences, words):
        told = explained.sentences[number]
        yield sentence(document, told)
        yield from _read(told)
        stated = [claim for claim in made[number] if claim.predicate not in _NAMING]
        yield f"  claims   {len(stated)} of events and facts, {len(made[number]) - len(stated)} of names"
        yield from (f"    {each}" for claim in stated for each in reasoned(claim, explained.rules))


def sentence(document: Document, told: Told) -> str:
    """A sentence on one line behind its offsets."""
    return f"{told.start}–{told.end}  {' '.join(document.text[told.start : told.end].split())}"


def reasoned(claim: Claim, rules: Mapping[str, str]) -> Iterator[str]:
    """A claim, then its rule and the reason, and how references in it were understood.

    >>> li = Claim(Ref("person", "li"), "cy:served", Ref("polity", "song"), (), "serves", 0.9, "“he” is Li")
    >>> [*reasoned(li, {"serves": "frame in facts.toml, line 3"})]
    ['person/li cy:served polity/song', '  by serves (frame in facts.toml, line 3), 0.90; “he” is Li']
    """
    yield f"{claim.subject} {claim.predicate} {spelled(claim.object)}"
    reason = f" ({rules[claim.rule]})" if claim.rule in rules else ""
    understood = f"; {claim.resolution}" if claim.resolution else ""
    others = [str(each.start) for each in sorted(claim.passages)[1:]]
    also = f"; also at {', '.join(others)}" if others else ""
    yield f"  by {claim.rule}{reason}, {claim.confidence:.2f}{understood}{also}"


def spelled(value: Ref | Value | str) -> str:
    """An object as people write it.

    >>> spelled(Value("澶淵", language="zh-Hant"))
    '"澶淵"@zh-Hant'
    """
    if not isinstance(value, Value):
        return str(value)
    tag = f"@{value.language}" if value.language else ""
    return f'"{value.lexical}"{tag}'


def _by_sentence(sentences: Sequence[Told], claims: Sequence[Claim]) -> Mapping[int, list[Claim]]:
    """The claims by the number of the sentence in which each is made first."""
    starts = [told.start for told in sentences]
    found: defaultdict[int, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: (min(claim.passages), str(claim))):
        found[max(0, bisect_right(starts, min(claim.passages).start) - 1)].append(claim)
    return found


def _read(told: Told) -> Iterator[str]:
    nothing = [
        "none that tells an event or denies a fact; where one does, add it to a frame in kg/extract/frames/"
    ]
    parts = {
        "names": [
            *told.names,
            *(f"{each} names nobody can tell what; add it to the tables" for each in told.unknown),
        ],
        "refers": told.references,
        "dates": told.dates,
        "triggers": told.triggers or nothing,
    }
    for name, lines in parts.items():
        for place, each in enumerate(lines):
            yield f"  {'' if place else name:<8} {each}"


def _holding(document: Document, sentences: Sequence[Told], words: str) -> list[int]:
    wanted = " ".join(words.split()).casefold()
    flat = [" ".join(document.text[told.start : told.end].split()).casefold() for told in sentences]
    found = [number for number, each in enumerate(flat) if wanted and wanted in each]
    if not found:
        near = get_close_matches(wanted, flat, 1, cutoff=0.3)
        like = f" Something like it: “{shorten(near[0], 100, placeholder='…')}”." if near else ""
        raise UnknownWords(
            f"No sentence of {document.id} holds {words!r}; copy some words from one sentence of it.{like}"
        )
    return found
