"""What is wrong with the settings, where, and what was probably meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from detector.config.lines import Path, line_of
from detector.config.schema import Config
from detector.korean.alike import alike
from detector.messages import Language, say

_WANTED = {
    "int_parsing": "whole", "int_type": "whole", "int_from_float": "whole",
    "float_parsing": "number", "float_type": "number",
    "string_type": "text", "string_too_short": "empty", "string_too_long": "long",
    "list_type": "list", "too_short": "some", "time_parsing": "time", "time_type": "time",
    "bool_parsing": "switch", "bool_type": "switch",
    "model_type": "table", "model_attributes_type": "table", "dict_type": "table",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong."""

    key: str
    problem: str
    line: int | None = None
    variable: str | None = None  # where it stands in the environment and not in the file
    hint: str | None = None
    is_warning: bool = False  # it works, and should not be left so


def faults_of(
    error: ValidationError,
    lines: Mapping[Path, int],
    variables: Mapping[Path, str],
    language: Language,
) -> list[Fault]:
    """Return the faults that Pydantic found, each once, in the order of the file."""
    found: dict[tuple[str, str], Fault] = {}
    for detail in error.errors(include_url=False):
        path = _plain(detail["loc"])
        problem, hint = _problem(detail, path, language)
        fault = Fault(dotted(path), problem, line_of(lines, path), variables.get(path), hint)
        found.setdefault((fault.key, "" if _is_union(detail) else problem), fault)
    return sorted(found.values(), key=lambda fault: (fault.line or 0, fault.key))


def near(word: str, known: Sequence[str], language: Language) -> str | None:
    """Return a sentence with the word that was probably meant, or None."""
    found = alike(word, known, most=1)
    return say("config.fault.near", language, near=found[0]) if found else None


def _problem(detail: ErrorDetails, path: Path, language: Language) -> tuple[str, str | None]:
    kind, value = detail["type"], detail.get("input")
    context: Mapping[str, Any] = detail.get("ctx", {})
    if kind == "extra_forbidden":
        known = _known_keys(path[:-1])
        hint = near(str(path[-1]), known, language)
        others = say("config.fault.known_keys", language, known=", ".join(known))
        return say("config.fault.unknown_key", language), hint or others
    if kind == "missing":
        return say("config.fault.missing", language), None
    if kind == "literal_error":
        known = _choices(str(context["expected"]))
        hint = near(str(value), known, language)
        text = say("config.fault.choice", language, value=value, known=", ".join(known))
        return text, hint
    if kind in ("greater_than_equal", "less_than_equal"):
        least = kind == "greater_than_equal"
        return say(
            "config.fault.least" if least else "config.fault.most",
            language,
            limit=context["ge" if least else "le"],
        ), None
    return say(f"config.fault.{_WANTED.get(kind, 'other')}", language, value=value), None


def _is_union(detail: ErrorDetails) -> bool:
    """Tell whether a fault is one of several ways in which a text or a table was not met."""
    return any(isinstance(part, str) and part[:1].isupper() for part in detail["loc"]) or (
        "constrained-str" in detail["loc"]
    )


def _plain(loc: tuple[str | int, ...]) -> Path:
    """Return the path in the file, without the names of Pydantic's alternatives."""
    return tuple(
        part
        for part in loc
        if isinstance(part, int) or not (part[:1].isupper() or part == "constrained-str")
    )


def dotted(path: Path) -> str:
    """Return a path as people write it: alerts.channels[1].url, counted from one."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _choices(expected: str) -> list[str]:
    """Return the words of Pydantic's "'a', 'b' or 'c'"."""
    return expected.replace(" or ", ", ").replace("'", "").split(", ")


def _known_keys(path: Path) -> list[str]:
    """Return the keys that a table may hold."""
    model: Any = Config
    for part in path:
        if isinstance(part, int):
            continue
        fields = {(field.alias or name): field for name, field in model.model_fields.items()}
        model = _model_in(fields[part].annotation)
        if model is None:
            return []
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(part) for part in get_args(annotation))
    return next((model for model in found if model is not None), None)
