"""Bynames that the text gives: "known as the One-Eyed", "They called him Corvinus", "crowned as Alamgir"."""

import re
from collections.abc import Iterator

from kg.extract import asserted, lexicon, phrases, syntax, voice
from kg.extract.bearers import Group
from kg.extract.scene import Line, Scene

_CAPITAL = r"[A-ZÀ-ÞĀ-ŽʿʾȘȚ][\w'’ʿʾ-]*"
_NAME = rf"(?P<name>(?:the )?{_CAPITAL}(?: (?:(?:of|and) )?(?:the )?{_CAPITAL}){{0,3}})"
_OPEN, _BEHIND = r"[“\"‘«]?", r"(?=[”\"’»,.;:)!? ]|$)"
_ADVERBS = r"(?:(?:who|and|is|was|were|became|also|later|then|better|best|widely|generally|posthumously) )*"
_AFTER_NAME = re.compile(
    rf"(?:,| –| —| \()? ?{_ADVERBS}(?:"
    r"(?:well |best )?(?:known|remembered)(?: to (?:[a-z]+ ){1,4}?| )as|"
    r"called|nicknamed|surnamed|dubbed|styled|formerly|originally"
    rf") {_OPEN}{_NAME}{_BEHIND}"
)
"""As in "Antigonus, known as the One-Eyed", "Philip III, formerly Arrhidaeus"."""
_CALLS = frozenset("call nickname surname dub style name rename".split())
_CALLED = re.compile(rf",? (?:as )?{_OPEN}{_NAME}{_BEHIND}")
_CROWNS = frozenset("enthrone crown proclaim acclaim reign rule accede".split())
_AS = re.compile(rf"(?:(?![;:]).){{0,60}}?(?: as|under the (?:name|title|style) of) {_OPEN}{_NAME}{_BEHIND}")
_GIVEN = re.compile(rf" (?:the|a new) (?:name|title|byname|surname)(?: of)? {_OPEN}{_NAME}{_BEHIND}")


def note(scene: Scene, line: Line) -> None:
    """Remember the bynames of one sentence."""
    for group, found in (*_behind_names(scene, line), *_by_verbs(scene, line)):
        name, span = found["name"], found.span("name")
        if _is_byname(scene, line, group, span):
            scene.register.alias(group, name.replace("’", "'"), span)


def _behind_names(scene: Scene, line: Line) -> Iterator[tuple[Group, re.Match[str]]]:
    for number, mention in line.mentions():
        group = scene.of_mention(line.reading.index, number)
        found = _AFTER_NAME.match(scene.document.text, mention.end) if group else None
        if group and found and group.kind in {"person", "place"}:
            yield group, found


def _by_verbs(scene: Scene, line: Line) -> Iterator[tuple[Group, re.Match[str]]]:
    """As in "They called him Corvinus", "was enthroned at Delhi as Alamgir", "was given the name Leo"."""
    tree, text = line.tree, scene.document.text
    for verb in asserted.verbs(tree, _CALLS | _CROWNS | {"give"}):
        lemma = tree.lemmas[verb]
        pattern = _CALLED if lemma in _CALLS else _AS if lemma in _CROWNS else _GIVEN
        passive = voice.is_passive(tree, verb)
        slots = syntax.slots(tree, verb)
        places = slots.get("subject" if lemma in {"reign", "rule", "accede"} else "object", [])[:1]
        for place in places:
            last = verb if passive or pattern is not _CALLED else place
            found = pattern.match(text, line.span(last, last)[1])
            people = [each for each in phrases.fillers(scene, line, place) if each.group.kind == "person"]
            if found and len(people) == 1 and people[0].is_mere and found.end() <= line.end:
                yield people[0].group, found


def _is_byname(scene: Scene, line: Line, group: Group, span: tuple[int, int]) -> bool:
    """Whether the words are nobody else's name and no office: "crowned as King of Sicily"."""
    words = scene.document.text[span[0] : span[1]].removeprefix("the ").split()
    known = lexicon.nouns()
    plain = scene.document.text[span[0] :].startswith("the ")
    if (words[0] in known.titles | known.not_names and not plain) or " ".join(words) in group.names:
        return False
    if words[0] in known.royal and "of" in words:
        return False
    others = (
        scene.of_mention(line.reading.index, number)
        for number, mention in line.mentions()
        if mention.start < span[1] and span[0] < mention.end
    )
    return all(each is None or each is group or each.count == 1 for each in others)
