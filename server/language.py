"""The languages of the pages: which one a request wants, and what our words are in it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask import Flask, has_request_context, request
from markupsafe import Markup
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from server.front import remembered
from server.links import LANGUAGE

CATALOGUES: Final = Path(__file__).resolve().parent / "translations"
"""A catalogue in gettext's format for each language but English, in which the pages are written."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the pages: its BCP 47 tag, and what it calls itself.

    `labels` are the tags of names in the graph, as the store spells them, in the order in which its readers
    like to see them.
    """

    tag: str
    name: str
    labels: tuple[str, ...]


ENGLISH: Final = Language("en", "English", ("en", "zh-latn-pinyin", "zh-hant", "zh", "zh-hans"))
CHINESE: Final = Language("zh-Hant", "中文", ("zh-hant", "zh", "zh-hans", "zh-latn-pinyin", "en"))
LANGUAGES: Final = (ENGLISH, CHINESE)
"""Those that the pages are written in, the one for everybody else first."""

_HAN: Final = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]")
_LATIN: Final = re.compile(r"[A-Za-z]{2}")
_NAMED: Final[Mapping[str, Language]] = MappingProxyType({each.tag.lower(): each for each in LANGUAGES})
_RANGES: Final[Mapping[str, Language]] = MappingProxyType({"en": ENGLISH, "zh": CHINESE, "yue": CHINESE})


@remembered
def negotiated(accepted: str) -> Language:
    """The language that an Accept-Language header ranks highest; English where it names none of ours.

    >>> negotiated("de, zh-TW;q=0.8, en;q=0.3").tag, negotiated("zh;q=0, *").tag
    ('zh-Hant', 'en')
    """
    ranges = parse_accept_header(accepted, LanguageAccept)
    wanted = (_RANGES.get(tag.lower().partition("-")[0]) for tag, quality in ranges if quality > 0)
    return next(filter(None, wanted), ENGLISH)


def named() -> Language | None:
    """The language that the address asked for names."""
    return _NAMED.get(request.args.get(LANGUAGE, "").lower()) if has_request_context() else None


def language() -> Language:
    """The language to answer the current request in."""
    if not has_request_context():
        return ENGLISH
    return named() or negotiated(request.headers.get("Accept-Language", ""))


def gettext(message: str, /, **values: str | int) -> str:
    """Our words in the reader's language, with values in the places that they name as `%(name)s`."""
    said = _translations(language().tag).gettext(message)
    return said % values if values else said


def ngettext(one: str, several: str, number: int, /, **values: str | int) -> str:
    """Our words for a number of things, which may stand in them as `%(num)s`."""
    said = _translations(language().tag).ngettext(one, several, number)
    return said % {"num": written(number), **values}


def written(number: float) -> str:
    """A number as the reader's language groups its digits."""
    return format_decimal(number, locale=language().tag.replace("-", "_"))


def best(names: Mapping[str, str], *, default: str = "") -> str:
    """Of the names by their language tag the one that the reader likes best.

    >>> best({"zh-hant": "岳飛", "en": "Yue Fei"}), best({"fr": "Yue Fei"}), best({})
    ('Yue Fei', 'Yue Fei', '')
    """
    order = language().labels
    known = (names[tag] for tag in order if tag in names)
    return next(known, next(iter(names.values()), default))


def either(english: str, chinese: str) -> str:
    """What is said in both languages, in the reader's; in English where the Chinese is missing."""
    return chinese if chinese and language() is CHINESE else english


def foreign(name: str) -> Markup:
    """The attribute by which markup says that a name is not in the page's language, seen from its script.

    >>> foreign("岳飛"), foreign("Yue Fei")
    (Markup(' lang="zh-Hant"'), Markup(''))
    """
    of = CHINESE if _HAN.search(name) else ENGLISH if _LATIN.search(name) else language()
    return Markup("") if of is language() else Markup(' lang="{}"').format(of.tag)


def install(app: Flask) -> None:
    """Let templates say `_(…)` and `{% trans %}`, set numbers by `| written`, mark names by `| foreign`.

    Of what is said in both languages elsewhere, `english | either(chinese)` is the reader's.
    """
    environment = app.jinja_env
    environment.add_extension("jinja2.ext.i18n")
    environment.policies["ext.i18n.trimmed"] = True
    callables: Callable[..., None] = getattr(environment, "install_gettext_callables")  # noqa: B009  # made by the extension
    callables(_plain, _plain_number, newstyle=True)
    environment.filters |= {"either": either, "foreign": foreign, "written": written}


def _plain(message: str) -> str:
    # Jinja puts the values in itself, escaped.
    return _translations(language().tag).gettext(message)


def _plain_number(one: str, several: str, number: int) -> str:
    return _translations(language().tag).ngettext(one, several, number)


@cache
def _translations(tag: str) -> NullTranslations:
    """The catalogue of a language, read as it is written: nothing has to be compiled beforehand."""
    file = CATALOGUES / f"{tag}.po"
    if not file.exists():
        return NullTranslations()
    with file.open("rb") as written_catalogue:
        catalogue = read_po(written_catalogue, locale=tag.replace("-", "_"), abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
