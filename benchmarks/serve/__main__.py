"""Measure `kg serve` beside its peers and print how they compare.

    python -m benchmarks.serve.install build/peers
    python -m benchmarks.serve --peers build/peers --sizes 0.1,1,10

Each question is asked over 1, 8 and 64 connections, with ever new values and with few texts again and
again. In each round the servers come in turn, so that what disturbs the machine disturbs all alike.
The tables go to the standard output; the figures and a picture into the folder given with --results.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks.serve import peers, plot, report
from benchmarks.serve.questions import QUESTIONS
from benchmarks.serve.results import Results
from benchmarks.serve.rounds import Plan
from benchmarks.serve.run import Run
from benchmarks.serve.servers import Patience


def main() -> None:
    """Measure, or read what was measured, and report."""
    asked = _arguments()
    results = Results.read(asked.again) if asked.again else _measured(asked)
    if asked.results:
        asked.results.mkdir(parents=True, exist_ok=True)
        (asked.results / "results.json").write_text(results.written(), encoding="utf-8")
        (asked.results / "ratios.svg").write_text(plot.svg(results), encoding="utf-8")
    print("\n".join(report.lines(results)))


def _measured(asked: argparse.Namespace) -> Results:
    connections = tuple(int(each) for each in asked.connections.split(","))
    sizes = [round(float(each) * 1_000_000) for each in asked.sizes.split(",")]
    known = [peer for peer in peers.found(asked.peers.resolve()) if peer.name not in asked.without]
    plan = Plan(asked.seconds, asked.longest, asked.rounds, connections, tuple(asked.questions))
    patience = Patience(asked.patience, asked.memory)
    return Run(plan, known, asked.folder.resolve(), patience).results(sizes)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.serve",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--peers", type=Path, default=Path("build/peers"), help="where install put them")
    parser.add_argument("--without", nargs="*", default=[], help="peers to leave out, by name")
    parser.add_argument("--sizes", default="0.1,1,10", help="millions of triples")
    parser.add_argument("--questions", nargs="*", default=[*QUESTIONS], choices=[*QUESTIONS])
    parser.add_argument("--connections", default="1,8,64")
    parser.add_argument("--seconds", type=float, default=3, help="of one server in one round")
    parser.add_argument("--longest", type=float, default=20, help="seconds for a slow server")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--patience", type=float, default=900, help="seconds that a start may take")
    parser.add_argument("--memory", type=float, default=12_000, help="megabytes that a start may take")
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(tempfile.gettempdir()) / "chanyuan-bench",
        help="for graphs; kept, so that another run need not load them again",
    )
    parser.add_argument("--results", type=Path, help="a folder for results.json and ratios.svg")
    parser.add_argument("--again", type=Path, metavar="FILE", help="report these results, measure nothing")
    return parser.parse_args()


if __name__ == "__main__":
    main()
