"""The names of a bearer as labels: which one is preferred, in which language, where it stands."""

import re
from collections.abc import Iterator

from kg.extract.bearers import Group
from kg.model import Value

_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]")


def names(group: Group) -> Iterator[tuple[Value, str, tuple[int, int]]]:
    """Each name once, with the property that states it and the offsets of its first occurrence."""
    preferred = group.name
    spans = {name: (found[0].start, found[0].end) for name, found in group.names.items()}
    for name, span in group.aliases.items():
        spans.setdefault(name, span)
    first = group.mentions[0]
    spans.setdefault(preferred, (first.start, first.end))
    for name, span in spans.items():
        value = Value(name, language="zh-Hant" if _CJK.search(name) else "en")
        yield value, "skos:prefLabel" if name == preferred else "skos:altLabel", span
