"""What a document can be had as beside a page."""

from typing import Final

from kg.dataset import Format

TEXT: Final = Format("txt", "text/plain", "Plain text")
TEI: Final = Format("tei", "application/tei+xml", "TEI", ("application/xml", "text/xml"))
ANNOTATIONS: Final = Format("jsonld", "application/ld+json", "Web Annotations", ("application/json",))
FORMATS: Final = (TEI, ANNOTATIONS, TEXT)

PROFILE: Final = "http://www.w3.org/ns/anno.jsonld"
"""The profile of JSON-LD that the Web Annotation model is written in."""
