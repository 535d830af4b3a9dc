"""The words of a SPARQL query or update outside its braces, as far as telling its parts apart takes.

The engine has read the text before and decides what is one; here what it accepts is only cut up.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

_TOKEN: Final = re.compile(
    r"""
      (?P<blank> (?: \s | \#[^\n\r]* )++ )
    | (?P<string> \"{3} (?: \"{0,2} (?: [^"\\] | \\. ) )*+ \"{3} | '{3} (?: '{0,2} (?: [^'\\] | \\. ) )*+ '{3}
                | " (?: [^"\\\n\r] | \\. )*+ " | ' (?: [^'\\\n\r] | \\. )*+ ' )
    | (?P<iri> < (?: [^<>"{}|^`\\\x00-\x20] | \\u[0-9A-Fa-f]{4} | \\U[0-9A-Fa-f]{8} )*+ > )
    | (?P<variable> [?$] [\w·̀-ͯ‿⁀]++ )
    | (?P<name> (?: [^\W\d_] [\w.\-]* )? : (?: [\w:%.\-] | \\. )*+ )
    | (?P<word> [^\W\d] \w*+ )
    | (?P<open> \{ )
    | (?P<close> \} )
    | (?P<end> ; )
    | (?P<other> \\. | . )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Item:
    """A word, the name of a graph or prefix, a group in braces, or the end of an operation."""

    kind: Literal["word", "name", "block", "end"]
    text: str
    start: int


def items(text: str) -> Iterator[Item]:
    """What stands outside all braces, in order, each group in braces as one.

    >>> [item.text for item in items("DROP GRAPH <a>; INSERT DATA { <b> <c> '}' }")]
    ['DROP', 'GRAPH', '<a>', ';', 'INSERT', 'DATA', "{ <b> <c> '}' }"]
    """
    depth = start = 0
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "open":
            start, depth = (token.start(), 1) if not depth else (start, depth + 1)
        elif token.lastgroup == "close":
            depth -= 1
            if not depth:
                yield Item("block", text[start : token.end()], start)
        elif not depth and token.lastgroup != "blank":
            yield _item(token)


def _item(token: re.Match[str]) -> Item:
    match token.lastgroup:
        case "word":
            return Item("word", token[0].upper(), token.start())
        case "end":
            return Item("end", token[0], token.start())
    return Item("name", token[0], token.start())


def variables(text: str) -> tuple[str, ...]:
    """The variables of a part of an update, each once and without its mark.

    >>> variables("{ ?a <b?c> $d . ?a <e> '?f' }")
    ('a', 'd')
    """
    found = (token[0][1:] for token in _TOKEN.finditer(text) if token.lastgroup == "variable")
    return tuple(dict.fromkeys(found))


def with_names(text: str, namespace: str) -> str:
    """A part of an update with each variable turned into an IRI of a namespace.

    >>> with_names("{ ?a <b?c> $d }", "urn:variable:")
    '{ <urn:variable:a> <b?c> <urn:variable:d> }'
    """
    return "".join(
        f"<{namespace}{token[0][1:]}>" if token.lastgroup == "variable" else token[0]
        for token in _TOKEN.finditer(text)
    )
