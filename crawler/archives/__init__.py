"""Files that people kept → documents: JSON Lines, tables (BigKinds, CSV), saved pages."""
