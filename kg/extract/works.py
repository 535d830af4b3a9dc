"""Books that somebody wrote, named by capitals alone: "Babur composed the Baburnama"."""

import re
from collections.abc import Iterator

from kg.extract import asserted, phrases, syntax
from kg.extract.fact import Fact
from kg.extract.scene import Line, Scene

_WRITES = frozenset("write compose compile author".split())
_WORD = r"[A-ZÀ-ÞĀ-Ž][\w'’-]+"
_TITLE = re.compile(rf"\s+(?:the|his|her|their) (?P<title>{_WORD}(?: (?:(?:of|and|on) )?(?:the )?{_WORD})*)")


def facts(scene: Scene, line: Line) -> Iterator[Fact]:
    """Who wrote which book, in one sentence."""
    tree = line.tree
    for verb, lemma in enumerate(tree.lemmas):
        if lemma not in _WRITES or tree.tags[verb] != "VERB" or asserted.doubt(tree, verb):
            continue
        title = _TITLE.match(scene.document.text, line.reading.tokens[tree.units[verb].last - 1].end)
        if title is None or _names_somebody(scene, line, title.span("title")):
            continue
        for place in syntax.surface_subjects(tree, verb, 0)[:1]:
            for writer in phrases.fillers(scene, line, place):
                if writer.group.kind == "person" and writer.is_mere:
                    work = title["title"]
                    yield Fact(writer.group, "authorOf", work, line, "writes-work", 0.75, writer.note)


def _names_somebody(scene: Scene, line: Line, span: tuple[int, int]) -> bool:
    """Whether the capitals are somebody's or a people's: "wrote the Romans a letter"."""
    return any(
        (mention.start, mention.end) == span and scene.of_mention(line.reading.index, number) is not None
        for number, mention in line.mentions()
    )
