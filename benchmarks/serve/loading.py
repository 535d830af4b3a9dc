"""The generated graph in the forms that the servers take: a published version, and one file of N-Triples."""

import json
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from benchmarks.serve import graph
from kg.versions import Versions


@dataclass(frozen=True, slots=True)
class Loaded:
    """A graph on this disk: the data folder of `kg serve`, its store, the merge as N-Triples, its size."""

    data: Path
    merge: Path
    triples: int

    @property
    def store(self) -> Path:
        """The store of the published version, which other readers may open as well."""
        return self.data / "versions" / "000001" / "store"


def loaded(folder: Path, world: graph.World) -> Loaded:
    """The graph of a world, generated and loaded unless an earlier run has done so."""
    done = folder / "graph.json"
    described = {"world": repr(world), "triples": 0}
    if done.exists() and (known := json.loads(done.read_bytes()))["world"] == described["world"]:
        return Loaded(folder / "data", folder / "merge.nt", known["triples"])
    folder.mkdir(parents=True, exist_ok=True)
    found = Loaded(folder / "data", folder / "merge.nt", _load(folder, world))
    done.write_text(json.dumps(described | {"triples": found.triples}), encoding="utf-8")
    return found


def _load(folder: Path, world: graph.World) -> int:
    versions, triples = Versions(folder / "data"), 0
    with (
        (folder / "merge.nt").open("w", encoding="utf-8") as merge,
        versions.writing(graph.BASE, purpose="benchmark") as staging,
    ):
        for name, content in graph.graphs(world):
            lines = sorted({f"{s} {p} {o}" for s, p, o in content})
            staging.put(NamedNode(name), "".join(f"{line} <{name}> .\n" for line in lines).encode())
            merge.writelines(f"{line} .\n" for line in lines)
            triples += len(lines)
        versions.publish(staging, message=f"Generated: {world}")
    return triples
