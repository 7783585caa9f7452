"""Posts are judged anew when their neighbourhood changes, whatever order documents come in."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from detector.classify.model import Classifier, load_model
from detector.detect import detect
from detector.labelling import label_document
from models.database import open_database
from models.documents import store_documents
from models.records import Document, Kind, Label
from models.reports import all_reports

NINE = datetime(2026, 3, 2, 0, tzinfo=UTC)
VAGUE = "카카오야 또 너냐 ㅋㅋ"
PLAIN = (
    "카톡 지금 안 되는 거 맞죠? 메시지 전송이 계속 실패하네요",
    "카카오톡 먹통이네 로그인도 안되고 전송도 안됨",
    "카톡 나만 안되나 메시지가 안 보내져요",
)


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return load_model()


def post(number: int, text: str, minutes: float) -> Document:
    at = NINE + timedelta(minutes=minutes)
    return Document(
        source="board.example", external_id=str(number), url=f"https://board.example/{number}",
        kind=Kind.COMMUNITY, published_at=at, title="", body=text, fetched_at=at,
    )  # fmt: skip


def labels(
    folder: Path, batches: Sequence[Sequence[Document]], classifier: Classifier
) -> dict[str, tuple[Label, float]]:
    database = open_database(f"sqlite:///{folder / 'posts.db'}")
    for batch in batches:
        store_documents(database, batch)
        detect(database, classifier=classifier)
    with database.reading() as session:
        found = {
            report.external_id: (report.reading.label, report.reading.probability)
            for report in all_reports(session)
        }
    database.close()
    return found


def test_a_vague_post_is_raised_by_those_that_come_after_it(
    tmp_path: Path, classifier: Classifier
) -> None:
    vague = post(0, VAGUE, 0)
    others = [post(number, text, number * 2) for number, text in enumerate(PLAIN, 1)]
    (tmp_path / "alone").mkdir()
    alone = labels(tmp_path / "alone", [[vague]], classifier)
    beside = labels(tmp_path, [[vague], others], classifier)
    assert alone["0"][0] is Label.OTHER
    assert beside["0"][0] is Label.OUTAGE
    assert beside["0"][1] > alone["0"][1]


def test_order_and_batches_do_not_change_the_labels(tmp_path: Path, classifier: Classifier) -> None:
    documents = [post(0, VAGUE, 0), post(9, "점심 뭐 먹지 김치찌개?", 1)]
    documents += [post(number, text, number * 2) for number, text in enumerate(PLAIN, 1)]
    wanted = None
    for turn in range(4):
        order = random.Random(turn).sample(documents, len(documents))
        cut = turn + 1
        folder = tmp_path / str(turn)
        folder.mkdir()
        found = labels(folder, [order[:cut], order[cut:]], classifier)
        wanted = wanted or found
        assert found == wanted


def test_a_persons_judgement_outweighs_the_neighbourhood(
    tmp_path: Path, classifier: Classifier
) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'posts.db'}")
    store_documents(database, [post(0, VAGUE, 0)])
    detect(database, classifier=classifier)
    label_document(database, "0", Label.OTHER, at=NINE)
    store_documents(database, [post(n, text, n * 2) for n, text in enumerate(PLAIN, 1)])
    detect(database, classifier=classifier)
    with database.reading() as session:
        found = {one.external_id: one.reading.label for one in all_reports(session)}
    database.close()
    assert found["0"] is Label.OTHER
    assert found["2"] is Label.OUTAGE


def test_a_raised_post_falls_back_when_what_raised_it_is_taken_back(
    tmp_path: Path, classifier: Classifier
) -> None:
    vague = post(0, VAGUE, 0)
    others = [post(number, text, number * 2) for number, text in enumerate(PLAIN, 1)]
    edited = [post(number, "삭제한 글입니다", number * 2) for number in range(1, len(PLAIN) + 1)]
    (tmp_path / "alone").mkdir()
    alone = labels(tmp_path / "alone", [[vague]], classifier)
    assert labels(tmp_path, [[vague], others, edited], classifier)["0"] == alone["0"]
