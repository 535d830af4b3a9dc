"""How fast `kg serve` answers beside other SPARQL servers, asked the same questions of the same graph."""
