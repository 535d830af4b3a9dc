"""From a folder of documents to a published version: the order of the steps."""

from kg.pipeline.build import Build, Step, build, unpublished
from kg.pipeline.extraction import Extraction, Shipped
from kg.pipeline.rules import Rules

__all__ = ["Build", "Extraction", "Rules", "Shipped", "Step", "build", "unpublished"]
