"""Check the tables of the authority file, then write its Turtle from them."""

import sys
from pathlib import Path

from . import write
from .checks import faults
from .tables import Unreadable

authority = Path(__file__).resolve().parent.parent
try:
    found = faults(authority / "tables")
except Unreadable as fault:
    sys.exit(str(fault))
if found:
    sys.exit("\n".join(found))
write(authority)
