"""What a document says in the form of annotated texts: entities, events with roles, and facts."""

from kg.annotations.document import Annotations, annotations

__all__ = ["Annotations", "annotations"]
