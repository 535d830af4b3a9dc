"""How a page is cited: in words, and as reference managers read it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import json

from server.dates import day
from server.language import gettext

_SITE: Final = "Chanyuan"


@dataclass(frozen=True, slots=True)
class Citation:
    """A thing as it was told in a version of the graph, under the address that stays.

    >>> Citation("Yue Fei", "https://example.org/id/person/yue-fei", 7, datetime(2026, 11, 20)).words
    '“Yue Fei.” Chanyuan, version 7, 20 November 2026. https://example.org/id/person/yue-fei.'
    """

    title: str
    address: str
    version: int
    time: datetime

    @property
    def words(self) -> str:
        """As it stands in a footnote."""
        return gettext(
            "“%(title)s.” %(site)s, version %(version)s, %(day)s. %(address)s.",
            title=self.title.replace("“", "‘").replace("”", "’"),
            site=_SITE,
            version=self.version,
            day=day(self.time.date()),
            address=self.address,
        )

    @property
    def bibtex(self) -> str:
        """For BibTeX and biblatex."""
        key = self.address.rstrip("/").rpartition("/")[2]
        fields = {
            "title": f"{{{_escaped(self.title)}}}",
            "organization": _SITE,
            "version": str(self.version),
            "date": self.time.date().isoformat(),
            "url": self.address,
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        return f"@online{{{key},\n{lines}\n}}"

    @property
    def ris(self) -> str:
        """For EndNote, Zotero and others."""
        lines = (
            ("TY", "ELEC"),
            ("TI", self.title),
            ("T2", _SITE),
            ("ET", str(self.version)),
            ("DA", f"{self.time:%Y/%m/%d}"),
            ("UR", self.address),
            ("ER", ""),
        )
        return "\n".join(f"{name}  - {value}" for name, value in lines)

    @property
    def csl(self) -> str:
        """For citation processors."""
        return json.dumps(
            [
                {
                    "id": self.address,
                    "type": "webpage",
                    "title": self.title,
                    "container-title": _SITE,
                    "version": str(self.version),
                    "issued": {"date-parts": [[self.time.year, self.time.month, self.time.day]]},
                    "URL": self.address,
                }
            ],
            indent=2,
            ensure_ascii=False,
        )


def _escaped(text: str) -> str:
    """Without what TeX would take for commands."""
    return "".join(f"\\{letter}" if letter in "&%$#_{}" else letter for letter in text)
