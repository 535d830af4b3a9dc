"""Write the authority file's Turtle from its tables."""

from pathlib import Path

from . import write

write(Path(__file__).resolve().parent.parent)
