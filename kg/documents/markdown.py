"""Markdown: CommonMark with tables, strike-through, footnote calls and YAML front matter."""

import re
from typing import Final

import yaml
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from kg.documents import html
from kg.documents.reading import Malformed, Metadata, Reading, tidy

_FRONT_MATTER: Final = re.compile(r"\s*---[ \t]*\n(?:(.*?)\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_FOOTNOTE: Final = re.compile(r"\[\^[^\[\]\s]{1,99}\]:?")
_DEEPEST: Final = 20
_OTHER_NAMES: Final = {"lang": "language", "license": "licence", "url": "source"}


def reading(text: str) -> Reading:
    r"""Markdown as text, through the HTML that it stands for.

    >>> reading("# Causes\n* **Silk** and\n  horses").text
    'Causes\n• Silk and horses\n'
    """
    front = _FRONT_MATTER.match(text)
    body = text[front.end() :] if front else text
    page = html.reading(f"<body>{_html(body)}</body>")
    return Reading(page.text, page.blocks, _metadata(front[1] or "") if front else Metadata())


def _html(text: str) -> str:
    language = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    language.core.ruler.push("footnotes", _without_footnote_marks)
    tokens = language.parse(text)
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        raise Malformed(f"nests quotations or lists {_DEEPEST} levels deep; flatten them.")
    rendered: str = language.renderer.render(tokens, language.options, {})
    return rendered


def _without_footnote_marks(state: StateCore) -> None:
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "text":
                child.content = _FOOTNOTE.sub("", child.content)


def _metadata(front: str) -> Metadata:
    given = _front_matter(front)
    named = {_OTHER_NAMES.get(key, key): value for key, value in given.items()}
    return Metadata(
        title=tidy(named.get("title", "")),
        language=named.get("language", ""),
        type=named.get("type", ""),
        source=named.get("source", ""),
        licence=named.get("licence", ""),
    )


def _front_matter(front: str) -> dict[str, str]:
    try:
        # The base loader makes strings, lists and mappings of strings, and nothing else.
        given = yaml.load(front, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError) as error:
        raise Malformed(
            f"begins with front matter that is not YAML ({_fault(error)}); mend or remove it."
        ) from error
    pairs = given.items() if isinstance(given, dict) else ()
    return {str(key).lower(): value for key, value in pairs if isinstance(value, str)}


def _fault(error: yaml.YAMLError | RecursionError) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f"{error.problem} at line {error.problem_mark.line + 2}"
    return tidy(str(error))
