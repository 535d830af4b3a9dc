"""The names of a row as labels, each with the tag of its language and script."""

from .romanisation import is_wade_giles
from .tables import Row
from .turtle import Fact, text


def names(row: Row) -> list[Fact]:
    """The preferred names of a row by language, then its other names, none twice."""
    preferred = {
        "en": row.label,
        "zh-Hant": row.either("label_zh_hant", "zh_hant"),
        "zh-Hans": row.either("label_zh_hans", "zh_hans"),
        "zh-Latn-pinyin": row["pinyin"],
    }
    labels = [("rdfs:label", text(preferred[tag], tag)) for tag in ("en", "zh-Hant")]
    main = [("skos:prefLabel", text(name, tag)) for tag, name in preferred.items()]
    others = [("skos:altLabel", text(name, tag)) for name, tag in _others(row) if name != preferred.get(tag)]
    return list(dict.fromkeys([*labels, *main, *others]))


def every_name(row: Row) -> set[str]:
    """All names of a row in all scripts; pinyin with tone marks is no name but a reading of one."""
    return {
        row.label,
        row.either("label_zh_hant", "zh_hant"),
        row.either("label_zh_hans", "zh_hans"),
        *row.many("aliases_en"),
        *row.many("aliases_zh"),
    }


def _others(row: Row) -> list[tuple[str, str]]:
    latin = row.many("aliases_en")
    known = {row["pinyin"], row.label, *latin}
    tagged = [(name, "zh-Latn-wadegile" if is_wade_giles(name, known) else "en") for name in latin]
    return [*tagged, *((name, "zh-Hant") for name in row.many("aliases_zh"))]
