"""Reads meoktong.toml with the environment over it, and collects all that is wrong at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from detector.config.faults import Fault, faults_of
from detector.config.lines import Path as KeyPath
from detector.config.lines import line_of, lines_of
from detector.config.schema import Config
from detector.messages import Language, say
from models import config
from models.errors import ConfigError
from models.problems import Problem

_PLACE = re.compile(r"\(at line (\d+), column \d+\)")
#: After so many lines that are no TOML it is hardly a settings file.
_MOST_BROKEN = 10


@dataclass(frozen=True, slots=True)
class Read:
    """The settings as far as they could be read, and what is wrong with them."""

    path: Path
    config: Config | None  # None where a fault keeps it from being used
    lines: Mapping[KeyPath, int]
    faults: tuple[Fault, ...]

    def line(self, *path: str | int) -> int | None:
        """Return the line on which something stands."""
        return line_of(self.lines, path)


def read(language: Language, path: Path | None = None) -> Read:
    """Return the settings of a file, of the usual one unless told, under the environment.

    Raises ConfigError where a file that was named is not there, or is no text.
    """
    file = path or config.config_file()
    text = _text(file, must_be=path is not None or config.variable("MEOKTONG_CONFIG") is not None)
    content, broken = _parse(text, language)
    lines = lines_of(text)
    variables = _overlay(content)
    try:
        found: Config | None = Config.model_validate(content)
        wrong: list[Fault] = []
    except ValidationError as error:
        found, wrong = None, faults_of(error, lines, variables, language)
    return Read(file, None if broken else found, lines, (*broken, *wrong))


def _text(file: Path, *, must_be: bool) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        if must_be:
            raise ConfigError(str(file), Problem("problem.form.no_file")) from error
        return ""
    except OSError as error:
        raise ConfigError(
            str(file), Problem("problem.form.unreadable", why=error.strerror)
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(str(file), Problem("problem.form.not_utf8")) from error


def _parse(text: str, language: Language) -> tuple[dict[str, Any], list[Fault]]:
    """Return what the text holds, without its lines that are no TOML, each of which is a fault."""
    faults: list[Fault] = []
    lines = text.split("\n")
    for _ in range(_MOST_BROKEN):
        try:
            return tomllib.loads("\n".join(lines)), faults
        except tomllib.TOMLDecodeError as error:
            place = _PLACE.search(str(error))
            number = int(place[1]) if place else len(lines)
            problem = say("config.fault.no_toml", language, why=_PLACE.sub("", str(error)).strip())
            faults.append(Fault(lines[number - 1].strip()[:60], problem, number))
            if not lines[number - 1]:
                break
            lines[number - 1] = ""
    return {}, faults


def _overlay(content: dict[str, Any]) -> dict[KeyPath, str]:
    """Put the environment over what the file holds; return which key comes from which variable."""
    variables: dict[KeyPath, str] = {}
    for setting in config.SETTINGS:
        for name in (setting.variable, setting.variable + config.FILE_ENDING):
            if (value := config.variable(name)) is None:
                continue
            table, key = setting.key.split(".")
            if not isinstance(content.setdefault(table, {}), dict):
                break  # the file has something else there, which is said
            is_file = name != setting.variable
            secret = {"file": value} if is_file else {"env": name}
            content[table][key] = secret if is_file or setting.is_secret else value
            variables[(table, key)] = name
            break
    return variables
