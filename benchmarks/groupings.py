"""How well reports are put into incidents, beside simpler ways, on documents whose incident is known.

    python -m benchmarks.groupings GOLD.jsonl DATABASE_URL

GOLD has an `id` and an `incident` a line; the database holds the same documents, read by `detect`.
All ways get the same reports; a document that was taken for no report stays alone in each.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import v_measure_score

from models.clock import to_kst
from models.database import open_database
from models.records import ABOUT_AN_OUTAGE, Report
from models.reports import all_reports

#: Cosine distances from which on clusters stay apart; the best for the file is printed, which
#: flatters that way.
DISTANCES = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)


def main() -> None:
    """Print B-cubed precision, recall and F1 and the V measure of each way."""
    gold = _gold(Path(sys.argv[1]))
    database = open_database(sys.argv[2])
    with database.reading() as session:
        found = [report for report in all_reports(session) if report.external_id in gold]
    database.close()
    reports = [one for one in found if one.reading.label in ABOUT_AN_OUTAGE]
    ways: dict[str, Callable[[Report], str]] = {
        "everything alone": lambda report: str(report.row),
        "same provider, same day": _provider_and_day,
        "these incidents": lambda report: min(report.incident_ids, default=str(report.row)),
    }
    for name, way in ways.items():
        _print(name, gold, {report.external_id: way(report) for report in reports})
    scored = [(_scores(gold, labels)[2], distance, labels) for distance, labels in _trees(reports)]
    _, distance, labels = max(scored, key=lambda one: one[:2])
    _print(f"agglomerative, distance {distance}", gold, labels)


def _gold(file: Path) -> dict[str, str]:
    lines = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return {one["id"]: one["incident"] for one in lines if one["incident"]}


def _provider_and_day(report: Report) -> str:
    facts = report.reading.facts
    named = [*((facts.provider,) if facts.provider else ()), *facts.affected]
    day = to_kst(report.published_at).date()
    return f"{named[0].id} {day}" if named else str(report.row)


def _trees(reports: Sequence[Report]) -> list[tuple[float, dict[str, str]]]:
    """Return for each distance the clusters of average linkage over TF-IDF of title and words."""
    texts = [f"{report.title} {' '.join(report.reading.words)}" for report in reports]
    vectors = TfidfVectorizer(sublinear_tf=True).fit_transform(texts).toarray()
    vectors[:, 0] += 1e-9  # cosine knows no empty text
    return [
        (distance, dict(zip((r.external_id for r in reports), map(str, labels), strict=True)))
        for distance in DISTANCES
        for labels in [
            AgglomerativeClustering(
                n_clusters=None, metric="cosine", linkage="average", distance_threshold=distance
            ).fit_predict(vectors)
        ]
    ]


def _print(name: str, gold: dict[str, str], labels: dict[str, str]) -> None:
    precision, recall, f1, v = _scores(gold, labels)
    sys.stdout.write(f"{name:32s} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  V {v:.3f}\n")


def _scores(gold: dict[str, str], labels: dict[str, str]) -> tuple[float, float, float, float]:
    """Return B-cubed precision, recall and F1 (Bagga and Baldwin 1998), and the V measure."""
    told = [labels.get(id, f"alone {id}") for id in gold]
    truth = list(gold.values())
    both = Counter(zip(truth, told, strict=True))
    sizes, found = Counter(truth), Counter(told)
    pairs: dict[str, float] = defaultdict(float)
    for (true, label), count in both.items():
        pairs["precision"] += count * count / found[label]
        pairs["recall"] += count * count / sizes[true]
    precision, recall = pairs["precision"] / len(truth), pairs["recall"] / len(truth)
    f1 = 2 * precision * recall / (precision + recall)
    return precision, recall, f1, float(v_measure_score(truth, told))


if __name__ == "__main__":
    main()
