"""Who belongs to whom, and who carries others: what the gazetteer says of a name's place."""

from __future__ import annotations

from functools import cache

from detector.gazetteer import Entry, gazetteer, owners_of

_PLACES = frozenset({"facility", "region"})
_INFRASTRUCTURE = frozenset({"cloud", "cdn", "dns", "datacenter", "van", "security"})
# Airports are companies' places too, but a text that names one means who runs it.
_VISITED = frozenset({"airline", "transport", "health", "public", "education"})
_CARRIERS = frozenset({"telecom", "isp"})
# Companies of these sectors serve people themselves; those of other sectors serve other companies.
_FOR_PEOPLE = _CARRIERS | {
    *("exchange", "commerce", "delivery", "social", "portal", "book", "mobility", "game", "ai"),
    *("music", "streaming", "travel", "food", "iot", "webtoon", "crypto", "messenger", "ticketing"),
    *("card", "transport", "public"),
}
_MIXED = frozenset({"cloud", "pay"})
# Whose services banks and brokers stand on: 오픈뱅킹, 파워베이스.
_SHARED_RAILS = frozenset({"kftc", "koscom"})
# Whose readers and servers buses and railways stand on.
_FARE_CARDS = frozenset({"tmoney", "cashbee"})
_UNDER_OTHERS = frozenset(
    {"windows", "android", "android-webview", "ios", "macos", "gov-network", "gpki", "ebn"}
)
# What public bodies run themselves, and who has others run it.
_RUN_BY_BODIES = frozenset({"transport", "airline", "mobility", "health"})
# Where games are bought and played, and so fail with it.
_GAME_STORES = frozenset({"steam", "psn", "xbox", "battlenet", "onestore", "nintendo-online"})
_GOVERNMENT = ("부", "처", "시", "도", "군", "구", "국회", "대통령실")
#: From how many services of its own for people a cloud company counts as one that fails by itself.
_PLATFORM_FROM = 3
#: From how many services on a company is wider than any one of them.
_WIDE_FROM = 7


def kin_of(entry: Entry) -> frozenset[str]:
    """Return the ids of all whose service or part this is, near and far."""
    found = owners_of(entry.id)
    if not found and entry.part_of is not None:  # a product that the gazetteer lacks: 줌 웨비나
        return frozenset({entry.part_of}) | owners_of(entry.part_of)
    return found


@cache
def _platforms() -> frozenset[str]:
    counts: dict[str, int] = {}
    for entry in gazetteer().standings:
        if entry.kind == "service" and entry.sector not in _INFRASTRUCTURE and entry.operator:
            counts[entry.operator] = counts.get(entry.operator, 0) + 1
    return frozenset(owner for owner, count in counts.items() if count >= _PLATFORM_FROM)


@cache
def _hosts() -> frozenset[str]:
    return frozenset(
        entry.operator
        for entry in gazetteer().standings
        if entry.kind == "facility" and entry.sector == "datacenter" and entry.operator
    )


def is_place(entry: Entry) -> bool:
    """Return whether it is a building or a region, not a company or a service."""
    return entry.kind in _PLACES and entry.sector not in _VISITED


def is_under_others(entry: Entry) -> bool:
    """Return whether it is what others run on, not what people name as hit: 윈도, 행정전산망."""
    return entry.id in _UNDER_OTHERS


def is_carrier(entry: Entry) -> bool:
    """Return whether it is a telephone or internet company, or a service of one."""
    return entry.sector in _CARRIERS


def is_game_store(entry: Entry) -> bool:
    """Return whether games are bought and played there: 스팀, 배틀넷."""
    return entry.id in _GAME_STORES


def is_infrastructure(entry: Entry) -> bool:
    """Return whether others stand on it and people do not use it themselves: AWS, not 카카오."""
    if entry.kind == "institution":
        return entry.id in _hosts()
    if is_place(entry):
        return True
    if entry.kind == "service" and entry.sector == "security":
        return False
    return entry.sector in _INFRASTRUCTURE and entry.id not in _platforms()


def is_supplier(entry: Entry) -> bool:
    """Return whether it serves companies rather than people: infrastructure, a payment agent."""
    if is_infrastructure(entry) or entry.operator in _SHARED_RAILS or entry.name.endswith("API"):
        return True
    if entry.id in _FARE_CARDS:
        return True
    return entry.kind == "provider" and not (
        entry.sector in _FOR_PEOPLE or (entry.id in _platforms() and entry.sector in _MIXED)
    )


@cache
def _wide_platforms() -> frozenset[str]:
    counts: dict[str, int] = {}
    for entry in gazetteer().standings:
        if entry.kind == "service" and entry.sector not in _INFRASTRUCTURE | {"game"}:
            counts[entry.operator or ""] = counts.get(entry.operator or "", 0) + 1
    return frozenset(owner for owner, count in counts.items() if owner and count >= _WIDE_FROM)


def is_platform(entry: Entry) -> bool:
    """Return whether it runs so much that one failing service is told by its own name: 카카오."""
    return entry.id in _wide_platforms() and not is_carrier(entry)


def is_user_facing(entry: Entry) -> bool:
    """Return whether a company that fails is itself among those hit: a bank, carrier or railway is."""
    return entry.kind == "service" or is_carrier(entry) or entry.sector in {"exchange", "transport"}


def is_shared_rail(entry: Entry) -> bool:
    """Return whether banks and brokers, airports or airlines stand on it: 금융결제원, 아마데우스."""
    return entry.id in _SHARED_RAILS or (entry.kind == "provider" and entry.sector == "airline")


def is_government(entry: Entry) -> bool:
    """Return whether it is a public body, which stands behind more sites than it runs."""
    return entry.kind == "institution" or entry.sector == "public"


@cache
def _operators() -> frozenset[str]:
    return frozenset(entry.operator for entry in gazetteer().standings if entry.operator)


def runs_services(entry: Entry) -> bool:
    """Return whether it runs services with names of their own, which fail rather than it."""
    return entry.id in _operators()


def is_airport(entry: Entry) -> bool:
    """Return whether it is an airport, where others fail as well as it does."""
    return entry.kind == "facility" and entry.sector == "airline"


def is_of_air_control(entry: Entry) -> bool:
    """Return whether a public body runs it under airlines: 노탐."""
    owner = gazetteer().get(entry.operator or "")
    return owner is not None and owner.kind == "institution" and owner.sector == "airline"


def is_run_by_body(service: Entry, body: Entry) -> bool:
    """Return whether a public body runs this as its own plant: 하이패스 by 한국도로공사.

    Roads, airports and health rolls fail as their operator fails; sites with names of their own
    (홈택스, 나라장터) and what a ministry or city has others run do not.
    """
    runs = body.kind == "institution" or body.sector == "transport"
    if not runs or service.operator != body.id:
        return False
    return service.sector in _RUN_BY_BODIES and not body.name.endswith(_GOVERNMENT)
