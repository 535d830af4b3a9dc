"""Check the tables of the authority file, then write its Turtle from them."""

import sys
from pathlib import Path

from . import write
from .checks import faults

authority = Path(__file__).resolve().parent.parent
if found := faults(authority / "tables"):
    sys.exit("\n".join(found))
write(authority)
