"""Shows the settings, each with where it came from, and checks them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detector.cli.korean import KoreanCommand, KoreanGroup
from detector.cli.options import json_option
from detector.cli.screen import say, write_json
from detector.cli.spoken import language, tell
from models import config
from models.config import Origin

if TYPE_CHECKING:
    from detector.config.faults import Fault
    from detector.config.reading import Read

_FAULTY = 1


@click.group("config", cls=KoreanGroup, help="cli.config.help", invoke_without_command=True)
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Run `meoktong config`."""
    if ctx.invoked_subcommand is not None:
        return
    from detector.config.reading import read

    found = read(language())
    rows = [*_settings(found), *_channels(found)]
    if as_json:
        for row in rows:
            write_json(row)
        return
    key = "path" if found.path.exists() else "no_file"
    say(tell("config.shown.path" if key == "path" else "config.shown.no_file", path=found.path))
    width = max(len(str(row["key"])) for row in rows)
    for row in rows:
        say(f"{row['key']:<{width}}  {_value(row)}  ({_origin(row)})")


@command.command("check", cls=KoreanCommand, help="cli.config.check_help")
@click.argument("file", metavar="cli.config.file", type=click.Path(path_type=Path), required=False)
@json_option
def check(file: Path | None, as_json: bool) -> None:
    """Run `meoktong config check`."""
    from detector.config.checking import check as all_faults
    from detector.config.reading import read

    found = read(language(), file)
    faults = all_faults(found, language())
    for fault in faults:
        if as_json:
            write_json(_fault_json(fault))
        else:
            say(_fault_line(fault))
    if any(not fault.is_warning for fault in faults):
        click.get_current_context().exit(_FAULTY)
    if not faults and not as_json:
        say(tell("config.shown.well", path=found.path))


def _settings(found: Read) -> list[dict[str, Any]]:
    """Return each setting with its value, or whether it is set, and where it came from."""
    usual = _usual()
    rows = []
    for setting in config.SETTINGS:
        value = config.find(setting.key)
        is_set = value.value is not None
        rows.append(
            {
                "key": setting.key,
                "value": None
                if setting.is_secret
                else value.value
                if is_set
                else usual.get(setting.key),
                "is_secret": setting.is_secret,
                "is_set": is_set,
                "origin": value.origin.value,
                "place": value.place or None,
                "line": found.line(*setting.key.split("."))
                if value.origin is Origin.FILE
                else None,
                "variable": setting.variable,
            }
        )
    return [_without_password(row) for row in rows]


def _usual() -> dict[str, Any]:
    from detector.config.schema import Alerts, Page

    alerts = Alerts()
    return {
        "storage.database": config.database_url(),
        "storage.data": str(config.data_folder()),
        "storage.cache": str(config.cache_folder()),
        "page.readers": Page().readers,
        "alerts.language": alerts.language,
        "alerts.per_hour": alerts.per_hour,
        "alerts.late_after_minutes": alerts.late_after_minutes,
    }


def _without_password(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row in which no address shows its password."""
    if row["key"] != "storage.database" or not isinstance(row["value"], str):
        return row
    from models.database import without_password

    return row | {"value": without_password(row["value"])}


def _channels(found: Read) -> list[dict[str, Any]]:
    """Return the channels and rules; of an address only whether it is set."""
    if found.config is None:
        return []
    from detector.config.resolving import secret
    from models.errors import ConfigError

    def is_set(one: Any) -> bool:
        try:
            return secret(one.url, found.path) is not None
        except ConfigError:
            return False

    alerts = found.config.alerts
    channels = [
        _part(found, "channels", n, tell("config.shown.channel", name=one.name, kind=one.kind))
        | {"is_secret": True, "is_set": is_set(one)}
        for n, one in enumerate(alerts.channels)
    ]
    rules = [
        _part(found, "rules", n, tell("config.shown.rule", name=one.name))
        | {"value": ", ".join(one.channels), "is_secret": False, "is_set": True}
        for n, one in enumerate(alerts.rules)
    ]
    return channels + rules


def _part(found: Read, list_name: str, place: int, name: str) -> dict[str, Any]:
    line = found.line("alerts", list_name, place)
    origin = Origin.FILE.value
    return {"key": name, "value": None, "origin": origin, "place": str(found.path), "line": line}


def _value(row: dict[str, Any]) -> str:
    if row["is_secret"]:
        return tell("config.shown.set" if row["is_set"] else "config.shown.unset")
    return "-" if row["value"] is None else str(row["value"])


def _origin(row: dict[str, Any]) -> str:
    if row["origin"] == Origin.ENVIRONMENT:
        return tell("config.shown.environment", place=row["place"])
    if row["origin"] == Origin.DEFAULT:
        return tell("config.shown.default")
    if row["line"] is None:
        return tell("config.shown.file_only")
    return tell("config.shown.file", line=row["line"])


def _fault_line(fault: Fault) -> str:
    word = tell("config.shown.warning" if fault.is_warning else "config.shown.fault")
    place = fault.variable or (tell("config.shown.line", line=fault.line) if fault.line else "-")
    hint = f". {fault.hint}" if fault.hint else ""
    key = "" if fault.key == fault.variable else f"{fault.key}: "
    return f"{word}  {place}  {key}{fault.problem}{hint}"


def _fault_json(fault: Fault) -> dict[str, Any]:
    return {
        "severity": "warning" if fault.is_warning else "fault",
        "line": fault.line,
        "variable": fault.variable,
        "key": fault.key,
        "problem": fault.problem,
        "hint": fault.hint,
    }
