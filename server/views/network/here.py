"""Where the queries of the network lie."""

from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
