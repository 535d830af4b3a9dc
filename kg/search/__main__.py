"""The process that makes the index of a version, as `kg.search.apart` starts it."""

import signal
import sys
from pathlib import Path

from kg.headway import spoken
from kg.search.shelf import Shelf
from kg.versions import Versions
from kg.workers.nursery import confine

_MEMORY = 4096
"""Megabytes; a hundred thousand things take a tenth of that."""

signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the starter, which takes us with it
confine(_MEMORY)
versions = Versions(Path(sys.argv[1]))
Shelf(versions).make(versions.version(int(sys.argv[2])), spoken(sys.stdout))
