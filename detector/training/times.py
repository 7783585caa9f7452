"""Fits the model of times to its corpus and writes its numbers: python -m detector.training.times"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from detector.facts import length_signs, time_model, time_scene, time_signs
from detector.facts.background import background_sentences
from detector.facts.expressions import find_spans, find_times
from detector.facts.length_signs import Told, length_rows
from detector.facts.stated import stated
from detector.facts.time_model import FILE, runs_in
from detector.facts.time_scene import Candidate, Scene, set_scene
from detector.facts.time_signs import end_signs, start_signs
from detector.sentences import split_sentences
from detector.training import weighing
from detector.training.corpus import corpus_digest
from detector.training.weighing import Choice, Fitted, fit
from models.clock import parse_iso, to_kst
from models.errors import ModelError
from models.records import Kind, StatedTime
from models.text import compose, normalize

FOLDER = Path(__file__).parent / "times"
FOLDS = 5
_SAME = timedelta(minutes=5)
_CODE = (time_scene, time_signs, length_signs, time_model)


@dataclass(frozen=True, slots=True)
class LabelledTimes:
    """A text with what it states of times: 00:00 where only the day is known."""

    text: str
    kind: Kind
    published_at: datetime
    started: datetime | None
    ended: datetime | None
    minutes: int | None
    family: str  # who wrote it: never on both sides of a split


def time_files() -> list[Path]:
    """Return the files of the corpus in a fixed order."""
    return sorted(FOLDER.glob("*.jsonl"))


def read_time_corpus(files: Iterable[Path]) -> list[LabelledTimes]:
    """Return the labelled texts of these files in order. Raises ModelError at a bad line."""
    return [
        _read_line(file, number, line)
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    ]


def scene_of(text: str, kind: Kind, published_at: datetime) -> Scene:
    """Return the scene of a text as reading sets it."""
    sentences = split_sentences(text)
    background = background_sentences(sentences, published_at)
    times = find_times(text, sentences, published_at, kind, background)
    return set_scene(text, sentences, times, find_spans(text), kind, background, published_at)


def fit_time_model(corpus: Sequence[LabelledTimes], scenes: Sequence[Scene]) -> dict[str, Fitted]:
    """Return what was fitted for start, end and length; scenes: those of the texts, in order.

    The end is learned beside the start that a model chose which had not seen the text, the length
    beside both: so they are beside what will be read, not beside what is right.
    """
    families = _folds(corpus)
    rows = [start_signs(scene) for scene in scenes]
    starts = [
        _choice(scene, signs, text.started)
        for scene, signs, text in zip(scenes, rows, corpus, strict=True)
    ]
    start, chosen = _fit_unseen(starts, families)
    first = [_candidate(scene, row) for scene, row in zip(scenes, chosen, strict=True)]
    ends = [
        _choice(
            scene,
            _with_own(signs, end_signs(scene, one, one.at if one else None)),
            text.ended,
        )
        for scene, signs, one, text in zip(scenes, rows, first, corpus, strict=True)
    ]
    end, chosen = _fit_unseen(ends, families)
    last = [_candidate(scene, row) for scene, row in zip(scenes, chosen, strict=True)]
    lengths = [
        length_choice(scene, _stated(one), _stated(other), text.minutes)
        for scene, one, other, text in zip(scenes, first, last, corpus, strict=True)
    ]
    length, _ = _fit_unseen(lengths, families)
    return {"start": start, "end": end, "length": length}


def length_choice(
    scene: Scene, started: StatedTime | None, ended: StatedTime | None, minutes: int | None
) -> Choice:
    """Return the choice of a length beside these times; minutes: what is right."""
    rows = length_rows(scene, Told.by(started, ended, scene))
    right = [_is_length(row.minutes, minutes) for row in rows]
    return Choice([_features(row.signs, row.windows) for row in rows], _or_none(right))


def _with_own(own: Sequence[list[str]], beside: Sequence[list[str]]) -> list[list[str]]:
    """Return the signs of each candidate by itself and beside the start; none has only the latter."""
    rows = [first + second for first, second in zip(own[:-1], beside[:-1], strict=True)]
    return [*rows, beside[-1]]


def _choice(scene: Scene, rows: Sequence[Sequence[str]], want: datetime | None) -> Choice:
    features = [
        _features(row, one.windows) for one, row in zip(scene.candidates, rows, strict=False)
    ]
    right = [want is not None and is_same(want, one.at) for one in scene.candidates]
    return Choice([*features, _features(rows[-1], ())], _or_none([*right, want is None]))


def _or_none(right: list[bool]) -> list[bool]:
    """Return what is right; none of them (the last) where nothing else is."""
    return right if any(right) else [*right[:-1], True]


def _features(
    signs: Iterable[str], windows: Sequence[tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    return frozenset({("", sign) for sign in signs} | runs_in(windows))


def is_same(want: datetime, got: datetime) -> bool:
    """Return whether a time is the labelled one: within five minutes, or on its day at 00:00."""
    want, got = to_kst(want), to_kst(got)
    if (want.hour, want.minute) == (0, 0):
        return want.date() == got.date()
    return abs(got - want) <= _SAME


def _is_length(minutes: int | None, want: int | None) -> bool:
    if minutes is None or want is None:
        return minutes is None and want is None
    return abs(minutes - want) <= max(5, 0.1 * want)


def _candidate(scene: Scene, row: int) -> Candidate | None:
    return scene.candidates[row] if row < len(scene.candidates) else None


def _stated(one: Candidate | None) -> StatedTime | None:
    return stated(one.time, one.at) if one else None


def _fit_unseen(choices: Sequence[Choice], folds: Sequence[int]) -> tuple[Fitted, list[int]]:
    """Return what all choices teach, and what of each was chosen by those of the other folds."""
    chosen = [0] * len(choices)
    for fold in sorted(set(folds)):
        learned = fit([one for one, own in zip(choices, folds, strict=True) if own != fold])
        for place, own in enumerate(folds):
            if own == fold:
                chosen[place] = learned.choose(choices[place])
    return fit(choices), chosen


def _folds(corpus: Sequence[LabelledTimes]) -> list[int]:
    families = sorted({text.family for text in corpus})
    return [families.index(text.family) % FOLDS for text in corpus]


def made_from(files: list[Path]) -> str:
    """Return the digest of the corpus and of the code that a model is fitted with."""
    paths = [Path(str(module.__file__)) for module in _CODE]
    code = b"".join(path.read_bytes() for path in (*paths, Path(__file__), Path(weighing.__file__)))
    return hashlib.sha256(corpus_digest(files).encode() + code).hexdigest()[:12]


def write_model(fitted: dict[str, Fitted], digest: str, path: Path = FILE) -> None:
    """Write the numbers of a model, two digits after the point, the least of them left out."""
    content: dict[str, object] = {"made_from": digest}
    for name, learned in fitted.items():
        signs, runs = learned.weights()
        content[name] = {"signs": signs, "runs": runs}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _read_line(file: Path, number: int, line: str) -> LabelledTimes:
    try:
        fields = json.loads(line)
        started, ended = (
            parse_iso(fields[name]) if fields[name] else None for name in ("started", "ended")
        )
        text = compose(normalize(fields["title"]), normalize(fields["text"]))
        return LabelledTimes(
            text,
            Kind(fields["kind"]),
            parse_iso(fields["published"]),
            started,
            ended,
            fields["minutes"],
            str(fields["family"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{file.name}:{number}", f"읽을 수 없는 줄: {error}") from error


def main() -> None:
    """Fit the model to its corpus and write its numbers."""
    files = time_files()
    corpus = read_time_corpus(files)
    scenes = [scene_of(text.text, text.kind, text.published_at) for text in corpus]
    write_model(fit_time_model(corpus, scenes), made_from(files))


if __name__ == "__main__":
    main()
