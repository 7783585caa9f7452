"""The JSON of each page, for the OpenAPI document and its tests: a key here is a promise."""

from detector.page.schemas.about import About
from detector.page.schemas.incidents import IncidentPage, Incidents, ReaderClaim
from detector.page.schemas.now import Maintenance, Now
from detector.page.schemas.parties import PartyPage, Services
from detector.page.schemas.search import Search
from detector.page.schemas.shared import extra_schemas
from detector.page.schemas.sources import Health, Sources

__all__ = [
    "About",
    "Health",
    "IncidentPage",
    "Incidents",
    "Maintenance",
    "Now",
    "PartyPage",
    "ReaderClaim",
    "Search",
    "Services",
    "Sources",
    "extra_schemas",
]
