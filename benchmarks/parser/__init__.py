"""How the parser that extraction ships was trained."""
