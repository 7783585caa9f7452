"""The shape of meoktong.toml, read strictly: an unknown key is a fault, not a wish."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from detector.messages import LANGUAGES, Language
from detector.messages.words import severity_word, status_word
from models.records import Status

Severity = Literal["minor", "major", "critical"]
StatusName = Literal["suspected", "confirmed", "recovering", "resolved", "retracted"]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50)]


def _english(value: Any) -> Any:
    """Return the English word for one of our Korean words; anything else as it is."""
    words = {status_word(one, Language.KO): one.value for one in Status}
    words |= {severity_word(one, Language.KO): one for one in ("minor", "major", "critical")}
    return words.get(value, value) if isinstance(value, str) else value


def _clock(value: Any) -> Any:
    """Return 24:00 as the midnight it means."""
    return "00:00" if value == "24:00" else value


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SecretSource(_Strict):
    """Where a secret is: in a file of its own or in a variable, never here."""

    file: Text | None = None
    env: Text | None = None


Secret = SecretSource | Text


class Storage(_Strict):
    """Where things are kept."""

    database: Secret | None = None
    data: Text | None = None
    cache: Text | None = None


class Crawl(_Strict):
    """How sites are asked."""

    contact: Text | None = None


class Keys(_Strict):
    """Keys of the search APIs."""

    naver_hub_id: Secret | None = None
    naver_hub_secret: Secret | None = None
    naver_client_id: Secret | None = None
    naver_client_secret: Secret | None = None
    kakao: Secret | None = None


class Watch(_Strict):
    """What `meoktong watch` does beside its work."""

    heartbeat_url: Secret | None = None


class Page(_Strict):
    """The live page."""

    url: Text | None = None
    readers: bool = False


class Quiet(_Strict):
    """Hours in which only the gravest is told."""

    begin: Annotated[time, BeforeValidator(_clock)] = Field(alias="from")
    end: Annotated[time, BeforeValidator(_clock)] = Field(alias="to")
    breaks_from: Annotated[Severity, BeforeValidator(_english)] = "critical"


class ChannelConfig(_Strict):
    """One way to reach somebody."""

    name: Name
    kind: Literal["webhook", "jandi", "naver-works", "apprise"]
    url: Secret
    secret: Secret | None = None
    depends_on: list[Text] = []
    fallback: Name | None = None


class RuleConfig(_Strict):
    """Which incidents are told to which channels."""

    name: Name = "-"
    channels: Annotated[list[Name], Field(min_length=1)]
    provider: list[Text] = []
    affected: list[Text] = []
    status: list[Annotated[StatusName, BeforeValidator(_english)]] = [
        "confirmed", "recovering", "resolved", "retracted",
    ]  # fmt: skip
    severity: Annotated[Severity, BeforeValidator(_english)] = "minor"
    confidence: Annotated[float, Field(ge=0, le=1)] = 0.0


class Alerts(_Strict):
    """Who is told of what, and when."""

    language: Literal["ko", "en"] = "ko"
    per_hour: Annotated[int, Field(ge=1, le=1000)] = 20
    late_after_minutes: Annotated[int, Field(ge=1, le=1440)] = 30
    quiet: Quiet | None = None
    channels: list[ChannelConfig] = []
    rules: list[RuleConfig] = []


class Config(_Strict):
    """All of meoktong.toml."""

    storage: Storage = Storage()
    crawl: Crawl = Crawl()
    keys: Keys = Keys()
    watch: Watch = Watch()
    page: Page = Page()
    alerts: Alerts = Alerts()


assert set(LANGUAGES) == {"ko", "en"}
