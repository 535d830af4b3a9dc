"""A second reader: a language model proposes claims, which are checked before they become any."""
