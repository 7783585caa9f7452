"""The live page: what the record says, as HTML, JSON, CSV, Atom and text at the same address."""
