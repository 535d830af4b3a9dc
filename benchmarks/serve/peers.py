"""The servers in the comparison: how each is started on a graph, and which release it is."""

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

from benchmarks.serve import virtuoso
from benchmarks.serve.client import Endpoint
from benchmarks.serve.graph import BASE
from benchmarks.serve.loading import Loaded
from benchmarks.serve.servers import Command, free_ports

ROOT: Final = Path(__file__).resolve().parent.parent.parent
OURS, OXIGRAPH, RDFLIB, VIRTUOSO = "kg", "oxigraph", "rdflib-endpoint", "virtuoso"


@dataclass(frozen=True, slots=True)
class Peer:
    """A server by name; `command` prepares it for a graph, with a folder for what it keeps of its own."""

    name: str
    release: str
    command: Callable[[Loaded, Path], Command]


def found(programs: Path) -> list[Peer]:
    """Our service, and the peers that `benchmarks.serve.install` put into a folder."""
    binaries, debian = programs / "venv" / "bin", programs / "debian" / "usr" / "bin"
    peers = [Peer(OURS, _our_release(), _ours)]
    if (program := binaries / "oxigraph").exists():
        peers.append(Peer(OXIGRAPH, _said(program, "--version"), _oxigraph(program)))
    if (program := binaries / "rdflib-endpoint").exists():
        peers.append(Peer(RDFLIB, _python_releases(binaries / "python"), _rdflib(program)))
    if (program := debian / "virtuoso-t").exists():
        peers.append(Peer(VIRTUOSO, _virtuoso_release(program), _virtuoso(program)))
    return peers


def _ours(loaded: Loaded, _: Path) -> Command:
    [port] = free_ports(1)
    program = str(Path(sys.executable).with_name("kg"))
    environment = {"KG_DATA": str(loaded.data.resolve()), "KG_BASE": BASE}
    return Command(
        (program, "serve", "--port", str(port)), Endpoint(port, "/sparql"), loaded.data, environment
    )


def _oxigraph(program: Path) -> Callable[[Loaded, Path], Command]:
    """Oxigraph on the very store of our version, whose default graph holds the merge, each triple once."""

    def command(loaded: Loaded, _: Path) -> Command:
        [port] = free_ports(1)
        place = ("--location", str(loaded.store), "--bind", f"127.0.0.1:{port}")
        return Command((str(program), "serve-read-only", *place), Endpoint(port, "/query"), loaded.store)

    return command


def _rdflib(program: Path) -> Callable[[Loaded, Path], Command]:
    """rdflib-endpoint as its command line starts it, the graph in memory."""

    def command(loaded: Loaded, _: Path) -> Command:
        [port] = free_ports(1)
        place = ("--host", "127.0.0.1", "--port", str(port))
        return Command((str(program), "serve", *place, str(loaded.merge)), Endpoint(port, "/"), loaded.merge)

    return command


def _virtuoso(program: Path) -> Callable[[Loaded, Path], Command]:
    return lambda loaded, folder: virtuoso.command(program, loaded, folder)


def _our_release() -> str:
    commit = _said("git", "-C", ROOT, "describe", "--always", "--dirty=, with changes")
    return f"commit {commit}, pyoxigraph {version('pyoxigraph')}, Granian {version('granian')}"


def _python_releases(python: Path) -> str:
    script = (
        "from importlib.metadata import version as v; print(v('rdflib-endpoint') + ', rdflib', v('rdflib'))"
    )
    return _said(python, "-c", script)


def _virtuoso_release(program: Path) -> str:
    said = _said(program, "-?", environment=virtuoso.environment(program))
    found = re.search(r"Version (\S+)", said)
    return found[1] if found else "unknown release"


def _said(*command: object, environment: dict[str, str] | None = None) -> str:
    words = [str(word) for word in command]
    done = subprocess.run(words, capture_output=True, text=True, env=environment, check=False)
    return (done.stdout or done.stderr).strip()
