"""The base of all tables that knows each of them: for making and comparing them as a whole."""

from models import alert_tables, collecting_tables, grouping_tables, said_tables  # noqa: F401
from models.tables import Base

__all__ = ["Base"]
