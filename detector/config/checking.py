"""All that is wrong with the settings, with what no schema can tell: names, secrets, addresses."""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from detector.alerts.channels.webhook import key_of
from detector.config.faults import Fault, dotted, near
from detector.config.reading import Read
from detector.config.resolving import is_known
from detector.config.schema import ChannelConfig, Config, Secret, SecretSource
from detector.gazetteer import gazetteer
from detector.messages import Language, say
from models import config
from models.errors import ConfigError

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_Key = tuple[str | int, ...]


def check(found: Read, language: Language) -> list[Fault]:
    """Return all faults of the settings and all that should not be left so, in the file's order."""
    checks = _Checks(found, language)
    faults = [*found.faults, *checks.variables()]
    if found.config is not None:
        faults += checks.secrets(found.config)
        faults += checks.channels(found.config)
        faults += checks.rules(found.config)
    return sorted(faults, key=lambda fault: (fault.line or 0, fault.key))


class _Checks:
    """Checks of one file."""

    def __init__(self, found: Read, language: Language) -> None:
        self._found = found
        self._language = language

    def variables(self) -> Iterator[Fault]:
        """Yield our variables that nothing reads."""
        known = {setting.variable for setting in config.SETTINGS} | config.OTHER_VARIABLES
        known |= {f"{setting.variable}{config.FILE_ENDING}" for setting in config.SETTINGS}
        used = self._named_variables()
        for name in config.variables():
            if name not in known and name not in used:
                hint = near(name, sorted(known), self._language)
                problem = say("config.fault.unknown_variable", self._language)
                yield Fault(name, problem, variable=name, hint=hint, is_warning=True)

    def secrets(self, settings: Config) -> Iterator[Fault]:
        """Yield what is wrong with each secret."""
        for setting in config.SETTINGS:
            table, key = setting.key.split(".")
            value = getattr(getattr(settings, table), key)
            if setting.is_secret or isinstance(value, SecretSource):
                yield from self._secret((table, key), value, may_be_plain=not setting.is_secret)
        for place, channel in enumerate(settings.alerts.channels):
            path = ("alerts", "channels", place)
            plain = channel.kind == "webhook"
            yield from self._secret((*path, "url"), channel.url, may_be_plain=plain)
            yield from self._secret((*path, "secret"), channel.secret, may_be_plain=False)

    def channels(self, settings: Config) -> Iterator[Fault]:
        """Yield what is wrong with the channels and between them."""
        channels = settings.alerts.channels
        names = [one.name for one in channels]
        told = {name for rule in settings.alerts.rules for name in rule.channels}
        told |= {one.fallback for one in channels if one.fallback}
        for place, one in enumerate(channels):
            path = ("alerts", "channels", place)
            if Counter(names)[one.name] > 1 and one.name in names[:place]:
                yield self._fault((*path, "name"), "twice", value=one.name)
            if one.name not in told:
                yield self._fault(
                    (*path, "name"), "unused_channel", is_warning=True, value=one.name
                )
            if one.fallback is not None:
                others = [name for name in names if name != one.name]
                yield from self._name((*path, "fallback"), one.fallback, others)
            yield from self._address(path, one)
            yield from self._parties((*path, "depends_on"), one.depends_on)

    def rules(self, settings: Config) -> Iterator[Fault]:
        """Yield what is wrong with the rules."""
        names = [one.name for one in settings.alerts.channels]
        for place, rule in enumerate(settings.alerts.rules):
            path = ("alerts", "rules", place)
            for name in rule.channels:
                yield from self._name((*path, "channels"), name, names)
            yield from self._parties((*path, "provider"), rule.provider)
            yield from self._parties((*path, "affected"), rule.affected)
        quiet = settings.alerts.quiet
        if quiet is not None and quiet.begin == quiet.end:
            yield self._fault(("alerts", "quiet"), "no_hours")

    def _secret(self, path: _Key, value: Secret | None, *, may_be_plain: bool) -> Iterator[Fault]:
        if value is None:
            return
        if isinstance(value, str):
            if not may_be_plain:
                yield self._fault(path, "plain_secret", has_hint=True)
            return
        if (value.file is None) == (value.env is None):
            yield self._fault(path, "one_of_two", has_hint=True)
        elif value.env is not None:
            if config.variable(value.env) is None:
                yield self._fault(path, "no_variable", value=value.env)
        elif value.file is not None:
            yield from self._secret_file(
                path, self._found.path.parent / Path(value.file).expanduser()
            )

    def _secret_file(self, path: _Key, file: Path) -> Iterator[Fault]:
        try:
            found = config.secret_of({"file": str(file)}, self._found.path)
            is_open = bool(file.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH))
        except (ConfigError, OSError):
            yield self._fault(path, "no_file", value=str(file))
            return
        if found is None:
            yield self._fault(path, "empty_file", value=str(file))
        if is_open:
            yield self._fault(path, "open_file", is_warning=True, value=str(file))

    def _address(self, path: _Key, one: ChannelConfig) -> Iterator[Fault]:
        """Yield what is wrong with a channel's address and secret, where they can be read."""
        url = self._value(one.url)
        if url is not None and one.kind != "apprise":
            parts = urlsplit(url)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                yield self._fault((*path, "url"), "no_address")
            elif parts.scheme == "http" and parts.hostname not in _LOOPBACK:
                yield self._fault((*path, "url"), "unencrypted", is_warning=True)
        if url is not None and one.kind == "apprise" and "://" not in url:
            yield self._fault((*path, "url"), "no_apprise")
        if one.kind == "webhook" and one.secret is None:
            yield self._fault((*path, "secret"), "unsigned", has_hint=True)
        if one.kind == "webhook" and (secret := self._value(one.secret)) is not None:
            try:
                [key_of(part) for part in secret.split()]
            except ValueError:
                yield self._fault((*path, "secret"), "no_key", has_hint=True)

    def _value(self, value: Secret | None) -> str | None:
        if value is None or isinstance(value, str):
            return value
        try:
            return config.secret_of(value.model_dump(exclude_none=True), self._found.path)
        except ConfigError:  # said by secrets()
            return None

    def _name(self, path: _Key, name: str, known: Sequence[str]) -> Iterator[Fault]:
        if name not in known:
            hint = near(name, known, self._language)
            others = say("config.fault.known_channels", self._language, known=", ".join(known))
            yield self._fault(
                path, "no_channel", value=name, hint=hint or (others if known else None)
            )

    def _parties(self, path: _Key, names: Sequence[str]) -> Iterator[Fault]:
        for name in names:
            if not is_known(name):
                known = [one for entry in gazetteer().values() for one in entry.surfaces]
                hint = near(name, known, self._language)
                yield self._fault(path, "no_party", value=name, hint=hint, is_warning=True)

    def _named_variables(self) -> set[str]:
        """Return the variables that the file itself names."""
        settings = self._found.config
        if settings is None:
            return set(config.variables())  # nobody knows which
        values: list[Secret | None] = [
            value for one in settings.alerts.channels for value in (one.url, one.secret)
        ]
        for setting in config.SETTINGS:
            table, key = setting.key.split(".")
            values.append(getattr(getattr(settings, table), key))
        return {one.env for one in values if isinstance(one, SecretSource) and one.env}

    def _fault(
        self, path: _Key, key: str, *, value: str = "", hint: str | None = None,
        has_hint: bool = False, is_warning: bool = False,
    ) -> Fault:  # fmt: skip
        language = self._language
        problem = say(f"config.fault.{key}", language, value=value)
        if has_hint:
            hint = say(f"config.hint.{key}", language)
        return Fault(dotted(path), problem, self._found.line(*path), None, hint, is_warning)
