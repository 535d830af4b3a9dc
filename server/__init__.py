"""A published version of the graph, served as SPARQL and as linked data."""
