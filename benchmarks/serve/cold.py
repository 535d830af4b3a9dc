"""Every server started from the disk, and the first answer that it gives to each question."""

import statistics
from collections import defaultdict
from collections.abc import Mapping
from http.client import HTTPException

from benchmarks.serve.client import ask
from benchmarks.serve.graph import World
from benchmarks.serve.questions import distinct
from benchmarks.serve.results import First, Start
from benchmarks.serve.servers import Command, NotServing, Patience, Server, evict, running


class ColdStarts:
    """What starts cost on one graph; a server that does not come up is in `failed`, with what it said."""

    def __init__(self, world: World, questions: tuple[str, ...], *, patience: Patience) -> None:
        self._world = world
        self._questions = questions
        self._patience = patience
        self._firsts: dict[tuple[str, str], list[float]] = defaultdict(list)
        self._starts: dict[str, list[tuple[float, float]]] = defaultdict(list)
        self.failed: dict[str, str] = {}

    def turn(self, commands: Mapping[str, Command], number: int) -> None:
        """Start and ask each of them once, with values that no earlier turn had."""
        for name, command in commands.items():
            if name in self.failed:
                continue
            evict(command.files)
            try:
                with running(command, patience=self._patience) as server:
                    self._ask(name, server, number)
            except (NotServing, OSError, HTTPException) as error:
                self.failed[name] = str(error)

    def _ask(self, name: str, server: Server, number: int) -> None:
        for question in self._questions:
            query = next(distinct(question, self._world, start=number))
            took = ask(server.endpoint, query, patience=self._patience.seconds).milliseconds
            self._firsts[name, question].append(took)
        self._starts[name].append((server.seconds, server.megabytes))

    def firsts(self, triples: int) -> list[First]:
        """The median first answers, of those who came up."""
        return [
            First(triples, name, question, statistics.median(took))
            for (name, question), took in self._firsts.items()
        ]

    def starts(self, triples: int) -> list[Start]:
        """The median starts, and the memory held after the first answers."""
        return [
            Start(triples, name, *(statistics.median(each) for each in zip(*turns, strict=True)))
            for name, turns in self._starts.items()
        ]
