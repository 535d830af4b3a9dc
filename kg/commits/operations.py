"""A SPARQL update as the operations that it consists of, each with the prefixes that hold for it."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from kg.dataset.lexing import Item, items
from kg.errors import QueryRefused

DEFAULT: Final = "DEFAULT"
Sign = Literal["INSERT", "DELETE"]


@dataclass(frozen=True, slots=True)
class Data:
    """Quads as they stand, to insert or to delete."""

    prologue: str
    sign: Sign
    block: str


@dataclass(frozen=True, slots=True)
class Modify:
    """Templates, empty where there is none, filled from the solutions of a pattern.

    Names are as written. `within` is the graph that templates and, unless graphs are used, the pattern
    are about.
    """

    prologue: str
    delete: str
    insert: str
    where: str
    within: str = ""
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clear:
    """A graph by name, or DEFAULT, NAMED or ALL, to be emptied; to drop it is the same."""

    prologue: str
    graph: str
    silent: bool


@dataclass(frozen=True, slots=True)
class Create:
    """A graph that shall exist."""

    prologue: str
    graph: str
    silent: bool


@dataclass(frozen=True, slots=True)
class Transfer:
    """A graph added, copied or moved into another; either may be DEFAULT."""

    prologue: str
    verb: Literal["ADD", "COPY", "MOVE"]
    source: str
    target: str
    silent: bool


@dataclass(frozen=True, slots=True)
class Load:
    """A document of the web to be added to a graph."""

    prologue: str
    address: str
    into: str
    silent: bool


Operation = Data | Modify | Clear | Create | Transfer | Load


def operations(text: str) -> list[Operation]:
    """The operations of an update, in their order; QueryRefused where it cannot be told apart.

    >>> operations("PREFIX a: <b> CLEAR GRAPH a:c ; DROP ALL")[1]
    Clear(prologue='PREFIX a: <b>', graph='ALL', silent=False)
    """
    return [part.operation(prologue) for prologue, part in _parts(text)]


def apart(text: str) -> list[str]:
    """Each operation as an update by itself, with all declarations that stand before it.

    >>> apart("PREFIX a: <b> DROP GRAPH a:c ; BASE <d> DROP ALL")
    ['PREFIX a: <b> DROP GRAPH a:c', 'PREFIX a: <b> BASE <d> DROP ALL']
    """
    return [" ".join([*([prologue] if prologue else []), str(part)]) for prologue, part in _parts(text)]


def first(text: str) -> int:
    """Where the first operation begins, after its declarations; the length of the text if there is none.

    >>> first("PREFIX a: <b> DROP ALL")
    14
    """
    return next((part[0].start for _, part in _parts(text)), len(text))


def _parts(text: str) -> Iterator[tuple[str, "_Part"]]:
    """What stands between semicolons, with the declarations before it; what is empty is none."""
    prologue: list[str] = []
    waiting = _Part()
    for item in (*items(text), Item("end", ";", len(text))):
        if item.kind != "end":
            waiting.append(item)
            continue
        prologue += waiting.prologue()
        if waiting:
            yield " ".join(prologue), waiting
        waiting = _Part()


class _Part(deque[Item]):
    """The items of one operation, taken from the left."""

    def __str__(self) -> str:
        return " ".join(item.text for item in self)

    def prologue(self) -> Iterator[str]:
        """The declarations that stand before the operation."""
        while word := self._word("PREFIX", "BASE", "VERSION"):
            yield " ".join([word, *(self._next("name") for _ in range(2 if word == "PREFIX" else 1))])

    def operation(self, prologue: str) -> Operation:
        """The operation, which takes all that is left."""
        found = self._operation(prologue)
        if self:
            raise self._puzzled()
        return found

    def _operation(self, prologue: str) -> Operation:
        verb = self._next("word")
        match verb:
            case "INSERT" | "DELETE" | "WITH":
                return self._quads(prologue, verb)
            case "CLEAR" | "DROP" | "CREATE":
                kind = Create if verb == "CREATE" else Clear
                return kind(prologue, silent=self._silent(), graph=self._target())
            case "ADD" | "COPY" | "MOVE":
                return self._transfer(prologue, verb)
            case "LOAD":
                return self._load(prologue)
        raise self._puzzled()

    def _quads(self, prologue: str, verb: Literal["INSERT", "DELETE", "WITH"]) -> Data | Modify:
        if verb != "WITH" and self._word("DATA"):
            return Data(prologue, verb, self._next("block"))
        if self._word("WHERE"):
            pattern = self._next("block")
            return Modify(prologue, pattern, "", pattern)
        return self._modify(prologue, verb)

    def _modify(self, prologue: str, verb: Literal["INSERT", "DELETE", "WITH"]) -> Modify:
        within = self._next("name") if verb == "WITH" else ""
        first = verb if verb != "WITH" else self._word("DELETE", "INSERT")
        delete = self._next("block") if first == "DELETE" else ""
        insert = self._next("block") if first == "INSERT" or self._word("INSERT") else ""
        using: dict[bool, list[str]] = {False: [], True: []}
        while self._word("USING"):
            named = bool(self._word("NAMED"))
            using[named].append(self._next("name"))
        self._next("word")
        where = self._next("block")
        return Modify(prologue, delete, insert, where, within, tuple(using[False]), tuple(using[True]))

    def _transfer(self, prologue: str, verb: Literal["ADD", "COPY", "MOVE"]) -> Transfer:
        silent, source = self._silent(), self._target()
        self._next("word")
        return Transfer(prologue, verb, source, self._target(), silent)

    def _load(self, prologue: str) -> Load:
        silent, address = self._silent(), self._next("name")
        into = self._target() if self._word("INTO") else DEFAULT
        return Load(prologue, address, into, silent)

    def _silent(self) -> bool:
        return bool(self._word("SILENT"))

    def _target(self) -> str:
        self._word("GRAPH")
        return self._word(DEFAULT, "NAMED", "ALL") or self._next("name")

    def _word(self, *words: str) -> str:
        """The next item if it is one of these words, else nothing."""
        if self and self[0].kind == "word" and self[0].text in words:
            return self.popleft().text
        return ""

    def _next(self, kind: Literal["word", "name", "block"]) -> str:
        if not self or self[0].kind != kind:
            raise self._puzzled()
        return self.popleft().text

    def _puzzled(self) -> QueryRefused:
        where = self[0].text[:40] if self else "the end"
        return QueryRefused(
            f"The update cannot be told apart into operations before {where!r}; write each out, for example "
            "DELETE { … } INSERT { … } WHERE { … }, and put spaces around a < that compares."
        )
