"""One run of everything: graph by graph, started cold, compared for agreement, measured in rounds."""

import os
import platform
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.serve import stub
from benchmarks.serve.agreement import Agreement
from benchmarks.serve.cold import ColdStarts
from benchmarks.serve.graph import World
from benchmarks.serve.loading import loaded
from benchmarks.serve.peers import Peer
from benchmarks.serve.results import Figure, First, Results, Start
from benchmarks.serve.rounds import Plan, Rounds
from benchmarks.serve.servers import Command, NotServing, Patience, Server, running


@dataclass
class Run:
    """What is being collected; graphs are kept in a folder, so that another run need not load them again."""

    plan: Plan
    peers: list[Peer]
    folder: Path
    patience: Patience
    _figures: list[Figure] = field(default_factory=list)
    _firsts: list[First] = field(default_factory=list)
    _starts: list[Start] = field(default_factory=list)
    _remarks: list[str] = field(default_factory=list)

    def results(self, sizes: list[int]) -> Results:
        """All that is seen on graphs of these sizes."""
        self.folder.mkdir(parents=True, exist_ok=True)
        ceilings = stub.ceilings(self.plan.connections, seconds=self.plan.seconds)
        for size in sizes:
            self._measure(size)
        return Results(
            date=datetime.now(UTC).date().isoformat(),
            machine=_machine(),
            command=" ".join(["python -m benchmarks.serve", *sys.argv[1:]]),
            load=round(os.getloadavg()[2], 2),
            releases={peer.name: peer.release for peer in self.peers},
            ceilings=ceilings,
            figures=tuple(self._figures),
            firsts=tuple(self._firsts),
            starts=tuple(self._starts),
            remarks=tuple(self._remarks),
        )

    def _measure(self, size: int) -> None:
        world, folder = World.of(size), self.folder / str(size)
        graph = loaded(folder, world)
        commands = {peer.name: peer.command(graph, folder) for peer in self.peers}
        _tell(f"{graph.triples} triples are loaded")
        commands = self._cold(size, world, commands)
        with ExitStack() as stack:
            self._warm(size, world, self._together(stack, size, commands))

    def _cold(self, size: int, world: World, commands: dict[str, Command]) -> dict[str, Command]:
        """Start everybody from the disk in turn; those who came up."""
        cold = ColdStarts(world, self.plan.questions, patience=self.patience)
        for number in range(self.plan.rounds):
            cold.turn(commands, number)
        self._firsts += cold.firsts(size)
        self._starts += cold.starts(size)
        self._remark(size, (f"{name} is left out: {words}" for name, words in cold.failed.items()))
        return {name: command for name, command in commands.items() if name not in cold.failed}

    def _together(self, stack: ExitStack, size: int, commands: dict[str, Command]) -> dict[str, Server]:
        servers = {}
        for name, command in commands.items():
            try:
                servers[name] = stack.enter_context(running(command, patience=self.patience))
            except NotServing as error:
                self._remark(size, [f"{name} is left out: beside the others, {error}"])
        return servers

    def _warm(self, size: int, world: World, servers: dict[str, Server]) -> None:
        agreement = Agreement(world, servers, patience=self.plan.longest)
        for question in self.plan.questions:
            agreement.check(question)
        rounds = Rounds(self.plan, world, size, servers, agreement.pace)
        for figure in rounds.figures():
            self._figures.append(figure)
            cell = figure.cell
            _tell(
                f"{cell.triples} {cell.question} {cell.mode} {cell.connections}: "
                f"{figure.server} {figure.throughput:.0f}/s"
            )
        self._remark(size, agreement.remarks)

    def _remark(self, size: int, remarks: Iterable[str]) -> None:
        for remark in remarks:
            self._remarks.append(f"{size} triples: {remark}")
            _tell(self._remarks[-1])


def _machine() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "processor")
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} cores of {model}, {gigabytes:.0f} GB, {system}"


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
