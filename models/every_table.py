"""The base of all tables that knows each of them: for making and comparing them as a whole."""

from models import (  # noqa: F401
    alert_tables,
    collecting_tables,
    grouping_tables,
    reader_tables,
    said_tables,
)
from models.tables import Base

__all__ = ["Base"]
