"""Whether all servers answer alike, before anybody is timed; who is slow shows on the way."""

import json
from collections import Counter
from collections.abc import Mapping
from http.client import HTTPException
from itertools import islice
from statistics import median

from benchmarks.serve import questions
from benchmarks.serve.client import Reply, ask
from benchmarks.serve.graph import World
from benchmarks.serve.servers import Server

Rows = Counter[tuple[str, ...]]


class Agreement:
    """What every server answers to some queries of each question: how fast, and who differs from whom."""

    def __init__(self, world: World, servers: Mapping[str, Server], *, patience: float) -> None:
        self._world = world
        self._servers = servers
        self._patience = patience
        self.pace: dict[tuple[str, str], float] = {}
        self.remarks: list[str] = []

    def check(self, question: str) -> None:
        """Ask everybody; compare with the first, which is ours."""
        queries = [*islice(questions.distinct(question, self._world, start=50_000), 4)]
        said = {name: self._said(name, question, queries) for name in self._servers}
        ours = next(iter(said.values()))
        for name, rows in said.items():
            if (
                rows
                and ours
                and [_compared(question, each) for each in rows]
                != [_compared(question, each) for each in ours]
            ):
                self.remarks.append(
                    f"{name} answers {question} otherwise: {_sizes(rows)} rows, ours {_sizes(ours)}"
                )

    def _said(self, name: str, question: str, queries: list[str]) -> list[Rows]:
        try:
            replies = [ask(self._servers[name].endpoint, each, patience=self._patience) for each in queries]
        except (OSError, HTTPException) as error:
            self.remarks.append(f"{name} has no answer to {question} within {self._patience:.0f} s ({error})")
            return []
        if bad := {reply.status for reply in replies} - {200}:
            self.remarks.append(f"{name} answers {question} with status {', '.join(map(str, bad))}")
            return []
        self.pace[name, question] = median(reply.milliseconds for reply in replies) / 1e3
        return [_rows(reply) for reply in replies]


def _rows(reply: Reply) -> Rows:
    answer = json.loads(reply.body)
    names = sorted(answer["head"]["vars"])
    return Counter(
        tuple(row[name]["value"] if name in row else "" for name in names)
        for row in answer["results"]["bindings"]
    )


def _compared(question: str, rows: Rows) -> Rows | int:
    """All of the rows, but only how many where the query leaves open which ones."""
    return rows.total() if question == "rows" else rows


def _sizes(answers: list[Rows]) -> str:
    return ", ".join(str(each.total()) for each in answers)
