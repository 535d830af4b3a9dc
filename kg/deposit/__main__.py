"""`python -m kg.deposit DATA VERSION PART MEMORY`: one part made in a process that is no one else's."""

import sys
from pathlib import Path

from kg.deposit.folder import PARTS
from kg.deposit.making import make
from kg.headway import spoken
from kg.versions import Versions
from kg.workers.nursery import confine

if __name__ == "__main__":
    data, number, name, memory = sys.argv[1:]
    confine(int(memory))
    versions = Versions(Path(data))
    wanted = [part for part in PARTS if part == name]
    make(versions, versions.version(int(number)), wanted, spoken(sys.stdout))
