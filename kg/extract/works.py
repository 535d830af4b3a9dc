"""Books that somebody wrote, named by capitals alone: "Babur composed the Baburnama", "in his Memoirs"."""

import re
from collections.abc import Iterator

from kg.extract import asserted, lexicon, phrases, syntax
from kg.extract.bearers import Group
from kg.extract.fact import Fact
from kg.extract.scene import Line, Scene

_WRITES = frozenset("write compose compile author dictate publish pen".split())
_WORD = r"[A-ZÀ-ÞĀ-ŽḤṬṢ][\w'’ʿʾ-]+"
_CAPITALS = rf"(?P<title>{_WORD}(?: (?:(?:of|and|on|al-) ?)?(?:the )?{_WORD})*)"
_TITLE = re.compile(rf"\s+(?:the|his|her|their|a) {_CAPITALS}")
_GENRES = frozenset(
    """
    Commentaries Memoirs Memoir History Histories Chronicle Chronicles Annals Travels Life Lives Letters Wars
    Anabasis Geography Autobiography Confessions Diary Journal Poems Antiquities Testament Alexiad
    Records Record Deeds Book Chronography Chronographia Mirror Epitome Almagest Saga Relation
    Muqaddimah Register
    """.split()
)
_IN_HIS = re.compile(rf"\b[Ii]n (?:his|her) (?:[a-z]+ )?{_CAPITALS}")
_OWN = re.compile(rf"[’']s? {_CAPITALS}")
_OF = re.compile(rf"\b(?:the|The|a) {_CAPITALS} (?:of|by) $")
_LISTED = re.compile(rf", {_CAPITALS}(?=\.?$| bk| book| vol)")


_FINISHES = frozenset("finish complete begin dedicate".split())
_AUTHOR = re.compile(rf",? (?:the )?author of (?:the |an? )?{_CAPITALS}")


def _is_book(title: str) -> bool:
    """Whether a title says what kind of book it is: "Ecclesiastical History", "Akbarnama"."""
    words = title.split()
    return bool(_GENRES & set(words)) or words[-1].lower().endswith(("nama", "nameh", "namah"))


def facts(scene: Scene, line: Line) -> Iterator[Fact]:
    """Who wrote which book, in one sentence."""
    tree = line.tree
    for verb in asserted.verbs(tree, _WRITES | _FINISHES, frozenset({"VERB"})):
        title = _TITLE.match(scene.document.text, line.reading.tokens[tree.units[verb].last - 1].end)
        if title is not None and tree.lemmas[verb] in _FINISHES and not _is_book(title["title"]):
            continue
        if title is not None and not _names_somebody(scene, line, title.span("title")):
            yield from _by(scene, line, syntax.surface_subjects(tree, verb, 0)[:1], title["title"])
    yield from _in_his(scene, line)
    yield from _of_names(scene, line)


def _by(scene: Scene, line: Line, places: list[int], work: str) -> Iterator[Fact]:
    for place in places:
        for writer in phrases.fillers(scene, line, place):
            if writer.group.kind == "person" and writer.is_mere:
                yield Fact(writer.group, "authorOf", work, line, "writes-work", 0.75, writer.note)


def _in_his(scene: Scene, line: Line) -> Iterator[Fact]:
    """As in "is described by Liu Qi in his Guiqian zhi", "put him in his Memoirs"."""
    for found in _IN_HIS.finditer(scene.document.text, line.start, line.end):
        if _names_somebody(scene, line, found.span("title")) or _is_quality(line, found.start("title")):
            continue
        if beside := _beside(scene, line, found):
            yield Fact(beside, "authorOf", found["title"], line, "in-his-work", 0.75)
            continue
        if scene.document.text[: found.start()].rstrip().rsplit(maxsplit=1)[-1:][0][:1].isupper():
            continue  # somebody whose name is not known: "described by Liu Qi in his Guiqian zhi"
        at = found.start() + 3
        places = [
            place for place in line.referents if line.span(place, place)[0] == at and line.referents[place]
        ]
        for place in places:
            group = line.referents[place][0]
            note = f"“{line.tree.units[place].text}” is {group.name}"
            if group.kind == "person":
                yield Fact(group, "authorOf", found["title"], line, "in-his-work", 0.7, note)


def _beside(scene: Scene, line: Line, found: re.Match[str]) -> Group | None:
    """As in "described by Liu Qi in his Guiqian zhi", "In his Commentaries, Caesar tells"."""
    for number, mention in line.mentions():
        before, behind = mention.end + 1 == found.start(), mention.start == found.end() + 2
        group = scene.of_mention(line.reading.index, number)
        if (before or behind) and group is not None and group.kind == "person":
            return group
    return None


_HONOURS = frozenset("Majesty Majesty's Highness Holiness Excellency Grace Lordship Eminence".split())


def _is_quality(line: Line, start: int) -> bool:
    """As in "in his Christian zeal", "in his Majesty's name"."""
    tree = line.tree
    place = next((at for at in range(len(tree.units)) if line.span(at, at)[0] == start), -1)
    if place < 0 or tree.units[place].text in _HONOURS:
        return True
    head = tree.units[tree.heads[place]].text
    return tree.deps[place] in {"amod", "compound"} and lexicon.is_common(head.lower())


def _of_names(scene: Scene, line: Line) -> Iterator[Fact]:
    """As in "Caesar's Commentaries", "the Wars of Procopius", "(Xenophon, Hellenica bk 1)"."""
    text = scene.document.text
    for number, mention in line.mentions():
        group = scene.of_mention(line.reading.index, number)
        if group is None or group.kind != "person":
            continue
        own, of = _OWN.match(text, mention.end), _OF.search(text, line.start, mention.start)
        for found in (own, of):
            if found and _is_book(found["title"]):
                yield Fact(group, "authorOf", found["title"], line, "work-of-name", 0.75)
        if author := _AUTHOR.match(text, mention.end, line.end):
            yield Fact(group, "authorOf", author["title"], line, "author-of-work", 0.8)
        opens = mention.start == line.start or text[mention.start - 1] == "("
        listed = _LISTED.match(text, mention.end, line.end) if opens else None
        people = {one.start for number_, one in line.mentions() if _is_person(scene, line, number_)}
        if (
            listed
            and listed.start("title") not in people
            and not _names_somebody(scene, line, listed.span("title"))
        ):
            yield Fact(group, "authorOf", listed["title"], line, "work-listed", 0.65)


def _is_person(scene: Scene, line: Line, number: int) -> bool:
    group = scene.of_mention(line.reading.index, number)
    return group is not None and group.kind == "person"


def _names_somebody(scene: Scene, line: Line, span: tuple[int, int]) -> bool:
    """Whether the capitals are somebody's or a people's: "wrote the Romans a letter"."""
    return any(
        mention.start == span[0]
        and (group := scene.of_mention(line.reading.index, number)) is not None
        and (mention.end == span[1] or group.kind == "person")
        and (group.kind in {"polity", "people"} or group.count > 1 or bool(group.candidates))
        for number, mention in line.mentions()
    )
