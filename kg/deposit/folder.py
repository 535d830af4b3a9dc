"""Where the deposit of a version lies, and what of it has been made."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from kg.deposit import dumps
from kg.deposit.dumps import Dump
from kg.deposit.statistics import Statistics
from kg.model import Version
from kg.tables import Listing, Table
from kg.versions import Versions

Part = Literal["statistics", "tables", "things", "dumps"]
PARTS: Final[tuple[Part, ...]] = ("statistics", "tables", "things", "dumps")


@dataclass(frozen=True, slots=True)
class Deposit:
    """The folder of one version's deposit: `statistics.json`, `tables/`, `things.tsv`, `dumps/`.

    It is named by number and hash, for a number that a killed writer left is given again.
    """

    folder: Path
    version: Version

    @property
    def stem(self) -> str:
        """How the names of the dumps begin."""
        return f"chanyuan-{self.version.number}"

    def path(self, part: Part) -> Path:
        """Where a part lies once it is made."""
        return self.folder / {"statistics": "statistics.json", "things": "things.tsv"}.get(part, part)

    def has(self, part: Part) -> bool:
        """Whether a part is made."""
        return self.path(part).exists()

    def statistics(self) -> Statistics:
        """The counts, once they are made."""
        return Statistics.read(self.path("statistics").read_bytes())

    def table(self, listing: Listing) -> Table | None:
        """The table of a list, where it is made, and of this list as it is defined now."""
        try:
            return Table.read((self.path("tables") / f"{listing.name}.json").read_bytes(), listing)
        except FileNotFoundError:
            return None

    def dumps(self) -> tuple[Dump, ...]:
        """The dumps, once they are made."""
        return dumps.indexed((self.path("dumps") / dumps.INDEX).read_bytes())


def home(data: Path) -> Path:
    """The folder of all deposits."""
    return data / "deposits"


def dumped(versions: Versions) -> tuple[Deposit, ...]:
    """The deposits that have dumps, few as they are, of the newest version first."""
    folders = [each.parent for each in home(versions.folder).glob("*/dumps")]
    numbers = {int(each.name.partition("-")[0]) for each in folders} & set(versions.numbers())
    found = (deposit_of(versions, versions.version(number)) for number in sorted(numbers, reverse=True))
    return tuple(each for each in found if each.has("dumps"))


def deposit_of(versions: Versions, version: Version) -> Deposit:
    """The deposit of a version, made or not."""
    return Deposit(home(versions.folder) / f"{version.number:06}-{version.hash[:8]}", version)


def forebears(versions: Versions, version: Version) -> Iterator[Version]:
    """The version that one was made from, the one that this was made from, and so on."""
    known = set(versions.numbers())
    while version.parent in known:
        version = versions.version(version.parent)
        yield version
