"""The whole of SHACL over anybody's RDF, by pySHACL in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.errors import RefusedShapes, UnreadableGraph, ValidationTimeout
from kg.model import Finding
from kg.resources import folder
from kg.shacl.reading import as_turtle, conforms, told

_FAULTS = {3: UnreadableGraph, 4: RefusedShapes}


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found: as values, and as the report graph in Turtle with the terms of the data."""

    conforms: bool
    findings: tuple[Finding, ...]
    turtle: str


Graph = Path | bytes | Sequence[Path]

_ONTOLOGY = str(folder("ontology") / "chanyuan.ttl")


def report(
    data: Graph,
    shapes: Graph | None = None,
    *,
    data_type: str = "turtle",
    shapes_type: str = "turtle",
    seconds: float = 60.0,
) -> Report:
    """The report on some data, which may be a file, several taken together, or the bytes of one.

    A folder stands for its Turtle files; no shapes stand for ours, and our ontology then tells which class
    lies under which. Files say what they are by their ending, bytes by a type: `turtle`, `nt`, `nquads`,
    `trig`, `xml`, `json-ld`. Nothing is fetched from the network.

    Raises UnreadableGraph, RefusedShapes or ValidationTimeout.
    """
    with ExitStack() as kept:
        task = {
            "data": _files(data, data_type, kept) + ([] if shapes else [_ONTOLOGY]),
            "shapes": _files(shapes or folder("shapes"), shapes_type, kept),
        }
        answer = json.loads(_validated(json.dumps(task), seconds))
    lines = answer["report"].encode()
    return Report(conforms(lines), told(lines, answer["owners"]), as_turtle(lines))


def _files(graph: Graph, kind: str, kept: ExitStack) -> list[str]:
    """The paths of one graph's files; bytes are put into a file that lives as long as the stack."""
    match graph:
        case bytes():
            file = Path(kept.enter_context(TemporaryDirectory())) / f"graph.{kind}"
            file.write_bytes(graph)
            return [str(file)]
        case Path():
            return [str(each) for each in (sorted(graph.glob("*.ttl")) if graph.is_dir() else [graph])]
    return [str(each) for each in graph]


def _validated(task: str, seconds: float) -> bytes:
    """What the validating process writes, or the fault that it ended with."""
    command = [sys.executable, "-P", "-W", "ignore", "-m", "kg.shacl.alone"]
    # Our own search path and no more: neither PYTHONSTARTUP nor a token in the environment goes along.
    environment = {"PATH": os.defpath, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(
            command, input=task.encode(), capture_output=True, timeout=seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ValidationTimeout(
            f"The validation took longer than {seconds:g} seconds; validate less data at once, "
            "or look for a pattern or query in the shapes that cannot end."
        ) from error
    if done.returncode:
        raise _fault(done.returncode, done.stderr.decode(errors="replace").strip())
    return done.stdout


def _fault(code: int, words: str) -> Exception:
    last = words.rpartition("\n")[2]
    if code in _FAULTS:
        return _FAULTS[code](words)
    if code < 0 or last.startswith("MemoryError"):
        return ValidationTimeout(
            f"The validator ended with code {code}: it needed more memory than it may have, or met too deep "
            "a nesting; validate less data at once."
        )
    return RefusedShapes(f"The validator cannot use these shapes: {last}. Simplify the shape that says so.")
