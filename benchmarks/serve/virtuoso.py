"""Virtuoso set up for a graph: its settings written, the graph loaded once by its bulk loader."""

import os
import subprocess
from pathlib import Path
from typing import Final

from benchmarks.serve.client import Endpoint
from benchmarks.serve.graph import BASE
from benchmarks.serve.loading import Loaded
from benchmarks.serve.servers import Command, Patience, free_ports, running

_LIBRARIES: Final = ("usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu")
_INI: Final = Path(__file__).with_name("virtuoso.ini")


def environment(program: Path) -> dict[str, str]:
    """What the program needs to find the libraries that were unpacked beside it."""
    root = program.parent.parent.parent
    return {"LD_LIBRARY_PATH": os.pathsep.join(str(root / each) for each in _LIBRARIES)}


def command(program: Path, loaded: Loaded, folder: Path) -> Command:
    """How to start it on a graph; the first time this takes as long as loading does."""
    home = (folder / "virtuoso").resolve()
    home.mkdir(parents=True, exist_ok=True)
    http, sql = free_ports(2)
    ini = _INI.read_text(encoding="utf-8").format(sql=sql, http=http, folder=home)
    (home / "virtuoso.ini").write_text(ini, encoding="utf-8")
    arguments = (str(program), "+foreground", "+configfile", "virtuoso.ini")
    ready = Command(arguments, Endpoint(http, "/sparql"), home, environment(program), home)
    if not (home / "loaded").exists():
        _fill(ready, program.with_name("isql-vt"), sql, loaded.merge)
    return ready


def _fill(command: Command, isql: Path, port: int, merge: Path) -> None:
    home = command.folder
    (home / "merge.nt").unlink(missing_ok=True)
    (home / "merge.nt").symlink_to(merge.resolve())
    statements = f"ld_dir('{home}', 'merge.nt', '{BASE}id/graph/merge'); rdf_loader_run(); checkpoint;"
    with running(command, patience=Patience(120, 8000)):
        subprocess.run(
            [isql, f"127.0.0.1:{port}", "dba", "dba", f"EXEC={statements}"],
            env=os.environ | command.environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    (home / "loaded").touch()
