"""The results as tables of ratios, in Markdown."""

from collections.abc import Iterator

from benchmarks.serve import goals
from benchmarks.serve.peers import OURS
from benchmarks.serve.results import Cell, Figure, Results, ratio


def lines(results: Results) -> Iterator[str]:
    """The whole report."""
    yield from _circumstances(results)
    yield from _goals(results)
    for size in results.sizes:
        yield f"\n### {size:,} triples".replace(",", " ")
        yield from _starts(results, size)
        yield from _figures(results, size)
    if results.remarks:
        yield "\n### Remarks\n"
        yield from (f"- {remark}" for remark in results.remarks)


def _circumstances(results: Results) -> Iterator[str]:
    yield f"{results.date}, {results.machine}; load average over the last 15 minutes {results.load}.\n"
    yield f"    {results.command}\n"
    yield from (f"- {name}: {release}" for name, release in results.releases.items())
    made = ", ".join(f"{rate:.0f} with {count}" for count, rate in results.ceilings.items())
    busiest = max((each.client * each.throughput / 1e6 for each in results.figures), default=0)
    yield (
        f"- the client: wrk, one thread; with a server of constant bytes {made} connections, in requests a "
        f"second; at its busiest in the tables it took {busiest:.0%} of a core"
    )


def _goals(results: Results) -> Iterator[str]:
    yield "\n### Goals\n"
    yield "| goal | cells that reach it | furthest from it | there |"
    yield "|---|---:|---:|---|"
    for each in goals.reached(results):
        yield f"| {each.goal.words} | {each.good} of {each.all} | {each.worst:.2f} | {_named(each.where)} |"


def _named(cell: Cell) -> str:
    connections = "1 connection" if cell.connections == 1 else f"{cell.connections} connections"
    return f"{cell.question}, {cell.mode}, {connections}, {cell.triples:,} triples".replace(",000", " 000")


def _starts(results: Results, size: int) -> Iterator[str]:
    firsts = {(each.server, each.question): each for each in results.firsts if each.triples == size}
    questions = list(dict.fromkeys(each.question for each in results.firsts))
    yield (
        "\nStarted from the disk: seconds until it answers, MB held, "
        "milliseconds of the first answer to each question.\n"
    )
    yield f"| server | s | MB | {' | '.join(questions)} |"
    yield f"|---|---:|---:|{'---:|' * len(questions)}"
    for start in results.starts:
        if start.triples == size:
            took = [f"{firsts[start.server, question].milliseconds:.1f}" for question in questions]
            yield f"| {start.server} | {start.seconds:.1f} | {start.megabytes:.0f} | {' | '.join(took)} |"


def _figures(results: Results, size: int) -> Iterator[str]:
    peers = [name for name in results.servers if name != OURS]
    by_server = {name: results.of(name) for name in results.servers}
    ratios = {name: ratio(by_server[OURS].values(), by_server[name]) for name in peers}
    yield (
        "\nRequests a second · p50 · p99 in milliseconds · the server's processor time for a request in "
        "microseconds; × is our throughput by theirs.\n"
    )
    yield f"| question | asked | connections | {OURS} | {' | '.join(f'{name} | ×' for name in peers)} |"
    yield f"|---|---|---:|---:|{'---:|---:|' * len(peers)}"
    for cell in (cell for cell in results.cells if cell.triples == size):
        columns = [_figure(by_server[OURS].get(cell))]
        for name in peers:
            columns += [_figure(by_server[name].get(cell)), _times(ratios[name].get(cell))]
        yield f"| {cell.question} | {cell.mode} | {cell.connections} | {' | '.join(columns)} |"


def _figure(figure: Figure | None) -> str:
    if figure is None:
        return "—"
    if not figure.throughput:
        return "none in time"
    failed = f" · {figure.failed} failed" if figure.failed else ""
    rate = f"{figure.throughput:.0f}" if figure.throughput >= 10 else f"{figure.throughput:.2f}"
    return f"{rate} · {figure.p50:.2f} · {figure.p99:.2f} · {figure.processor:.0f}{failed}"


def _times(found: float | None) -> str:
    return "—" if found is None else f"{found:.2f}"
