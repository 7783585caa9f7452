"""How the time to read a text's facts grows with its length, from 1 kB to 1 MB.

    python -m benchmarks.facts [--pieces N]

Prints for each repeated piece the microseconds a character at every size, and the ratio of the
slowest size to the smallest. The target is a ratio of at most 2.
"""

from __future__ import annotations

import argparse
import random
import time

from detector.reading import read_as
from models.clock import parse_iso
from models.records import Document, Kind, Label

SIZES = (1_000, 10_000, 100_000, 1_000_000)
#: What hostile or broken pages repeat, then an ordinary report.
PIECES = (
    "오전 8시∼", "22일 ", "1", "((((", "[", "8시 30분부터 ", "이날 ", "(현지시간) 8시 ", "UTC 8시 ",
    "1시간 30분 동안 ", "장애가 ", "복구 ", "“", "\"공지 ", "2018.11.", "8:30~", "자정 ", "\n", " ", "가", "."
    , "7일(현지시간) 오전 10시(한국시간 8일 0시)께 ", "8시 30분에 1시간 동안 접속이 안 됐다 ",
    "지난해 7월에도 장애가 있었다. 당시 ", "8시 정각에 흰화면 ",
    "쿠팡 ", "쿠팡이 먹통이고 ", "△쿠팡 △배달의민족 ", "쿠팡, 업비트, 배달의민족 등 ", "'모아페이' ", "가나페이가 안 되고 ",
    "AWS 서울 리전의 ", "DNS 오류로 ", "설정 오류 때문에 ", "서울 중구·", "647개 가운데 87개가 복구됐고 ", "오류 ", "ㅋ", "A",
    "22일 오전 8시 30분께부터 접속 장애가 발생해 10시에 복구됐다. 장애는 1시간 30분 이어졌다. ",
)  # fmt: skip
_PUBLISHED = parse_iso("2018-11-22T20:00:00+09:00")
_TAILS = (
    "장애가 발생했다. ", "복구됐다. ", "접속이 안 된다고 알렸다, ", "전 세계 ", "신고가 접수됐고 ", "예정이다. ", "부터 ",
)  # fmt: skip
_LEAST_SECONDS = 0.05  # a small text is read again until this long has passed


def varied(size: int) -> str:
    """Return a text in which no two times are alike, so that nothing is remembered."""
    draw = random.Random(size)  # noqa: S311
    parts, length = ["\n"], 1
    while length < size:
        clock = f"{draw.randint(1, 31)}일 오전 {draw.randint(0, 12)}시 {draw.randint(0, 59)}분"
        parts.append(f"{clock}{draw.choice(('께', '쯤', ''))} {draw.choice(_TAILS)}")
        length += len(parts[-1])
    return "".join(parts)[:size]


def read(text: str) -> None:
    """Read all facts of a text, as of a report."""
    title, _, body = text.partition("\n")
    document = Document(
        source="bench.example", external_id="1", url="https://bench.example/1", kind=Kind.NEWS,
        published_at=_PUBLISHED, title=title, body=body, fetched_at=_PUBLISHED,
    )  # fmt: skip
    read_as(document, Label.OUTAGE, 1.0, "benchmark")


def microseconds(text: str) -> float:
    """Return the microseconds a character that reading takes, the best of three."""
    best = float("inf")
    for _ in range(3):
        runs, began = 0, time.process_time()
        while runs == 0 or time.process_time() - began < _LEAST_SECONDS:
            read(text)
            runs += 1
        best = min(best, (time.process_time() - began) / runs)
        if best > 1:  # a second is long enough to trust
            break
    return best / len(text) * 1e6


def measure(piece: str) -> list[float]:
    """Return the microseconds a character at every size of a text made of one piece."""
    return [microseconds(("\n" + piece * (size // len(piece) + 1))[:size]) for size in SIZES]


def show(name: str, taken: list[float]) -> float:
    """Print one row, and return the ratio of the slowest size to the smallest one."""
    ratio = max(taken[1:]) / taken[0]
    print("  ".join(f"{one:8.2f}" for one in taken), f" x{ratio:.2f}  {name}", flush=True)  # noqa: T201
    return ratio


def main() -> None:
    """Print what every piece takes, and the worst ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pieces", type=int, default=len(PIECES), help="how many to measure")
    pieces = PIECES[: parser.parse_args().pieces]
    worst = show("no two alike", [microseconds(varied(size)) for size in SIZES])
    worst = max([worst, *(show(repr(piece), measure(piece)) for piece in pieces)])
    print(f"worst ratio {worst:.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
