"""Korean words for what records hold, for people to read."""

from __future__ import annotations

from datetime import datetime

from models.clock import to_kst
from models.records import Cause, Kind, Label, Precision, Status

STATUS = {
    Status.SUSPECTED: "의심",
    Status.CONFIRMED: "확인",
    Status.RECOVERING: "복구 중",
    Status.RESOLVED: "복구",
    Status.RETRACTED: "오보",
}
LABEL = {
    Label.OUTAGE: "장애",
    Label.RECOVERY: "복구",
    Label.AFTERMATH: "뒷이야기",
    Label.MAINTENANCE: "점검",
    Label.OTHER: "장애 아님",
}
KIND = {Kind.NEWS: "뉴스", Kind.COMMUNITY: "커뮤니티", Kind.OFFICIAL: "공지"}
SEVERITY = {"minor": "작음", "major": "큼", "critical": "매우 큼"}
CAUSE = {
    Cause.CONFIG: "설정 오류",
    Cause.DNS: "DNS",
    Cause.SOFTWARE: "소프트웨어 결함",
    Cause.DEPLOYMENT: "배포·업데이트",
    Cause.OVERLOAD: "과부하",
    Cause.HARDWARE: "장비 고장",
    Cause.POWER: "정전·전원",
    Cause.FIRE: "화재",
    Cause.COOLING: "냉방",
    Cause.NETWORK: "네트워크",
    Cause.FIBER_CUT: "광케이블 절단",
    Cause.ATTACK: "공격",
    Cause.DEPENDENCY: "다른 서비스의 장애",
    Cause.CERTIFICATE: "인증서",
    Cause.WATER: "누수·침수",
    Cause.UNKNOWN: "모름",
}
SOURCE_STATE = {
    "ok": "정상",
    "late": "늦음",
    "broken": "고장",
    "blocked": "막힘",
    "unknown": "모름",
}
OWN_NETWORK = "인터넷 연결이나 이 컴퓨터의 탈일 수 있습니다"
FIELD = {
    "provider": "누가",
    "started": "시작",
    "ended": "끝",
    "duration": "지속",
    "cause": "원인",
    "region": "지역",
}
_FORMATS = {
    Precision.MINUTE: "%Y-%m-%d %H:%M",
    Precision.HOUR: "%Y-%m-%d %H시",
    Precision.DAY: "%Y-%m-%d",
}


def when(moment: datetime | None, precision: Precision | None = None) -> str:
    """Return a time in Korea as exactly as it is known, or "-"."""
    if moment is None:
        return "-"
    return to_kst(moment).strftime(_FORMATS[precision or Precision.MINUTE])


def how_long(minutes: int | None) -> str:
    """Return a duration in days, hours and minutes, or "-"."""
    if minutes is None:
        return "-"
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    parts = ((days, "일"), (hours, "시간"), (left, "분"))
    return " ".join(f"{number}{unit}" for number, unit in parts if number) or "0분"
