"""An incident of a status page → the title and text of a Korean notice.

The pages write English prose around structured fields. The fields are told in Korean sentences, the
prose follows as it is.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crawler.parsers.status.incident import OVER, Phase, StatusIncident, StatusUpdate
from crawler.parsers.status.regions import matters_in_korea, name_region
from models.clock import show_iso, to_kst

# More names than this say nothing to a reader; the rest is counted.
MOST_NAMES = 6
NAMES_IN_TITLE = 2

PHASES = {
    Phase.INVESTIGATING: "조사 중",
    Phase.IDENTIFIED: "원인 확인",
    Phase.MONITORING: "관찰 중",
    Phase.RESOLVED: "복구 완료",
    Phase.SCHEDULED: "점검 예정",
    Phase.IN_PROGRESS: "점검 중",
    Phase.COMPLETED: "점검 완료",
}
_NOW = {
    Phase.INVESTIGATING: "현재 원인을 조사하고 있습니다.",
    Phase.IDENTIFIED: "원인을 확인했으며 복구 작업을 하고 있습니다.",
    Phase.MONITORING: "조치를 적용했으며 경과를 지켜보고 있습니다.",
}
_IMPACT = {
    "none": "표시하지 않음",
    "minor": "일부 영향",
    "major": "큰 영향",
    "critical": "매우 큰 영향",
}


def title_of(incident: StatusIncident, provider: str) -> str:
    """Return a Korean title: the kind of notice, whose it is, the state, the page's own title."""
    subject = " ".join((provider, *_named(incident.components[:NAMES_IN_TITLE], provider)))
    if len(incident.components) > NAMES_IN_TITLE:
        subject += " 등"
    if incident.is_planned:
        return f"[점검] {subject} {PHASES[incident.phase]} - {incident.title}"
    if incident.phase is Phase.RESOLVED:
        return f"[복구] {subject} 장애 복구 완료 - {incident.title}"
    return f"[장애] {subject} 장애 발생, {PHASES[incident.phase]} - {incident.title}"


def body_of(incident: StatusIncident, provider: str) -> str:
    """Return the Korean text: what, since when, until when, how bad, and the updates in order."""
    told = _planned(incident, provider) if incident.is_planned else _failed(incident, provider)
    lines = [told, f"공지 제목: {incident.title}", *_details(incident)]
    return "\n".join(lines) + "\n\n" + "\n".join(map(_update_lines, incident.updates))


def extra_of(incident: StatusIncident) -> dict[str, Any]:
    """Return the structured fields; times in ISO 8601, None where not said.

    modified is the newest update's time: the text as it is now was not written before.
    """
    newest = incident.updates[-1].at if incident.updates else incident.told_at
    return {
        "phase": incident.phase.value,
        "impact": incident.impact,
        "components": list(incident.components),
        "regions": list(incident.regions),
        "in_korea": matters_in_korea(incident.regions),
        "started": show_iso(incident.started_at),
        "resolved": show_iso(incident.resolved_at),
        "until": show_iso(incident.until),
        "updates": len(incident.updates),
        "modified": newest.isoformat(),
    }


def moment_text(at: datetime) -> str:
    """Return a moment as Korean notices write it, in Korean time."""
    return f"{to_kst(at):%Y년 %-m월 %-d일 %H시 %M분}(KST)"


def _failed(incident: StatusIncident, provider: str) -> str:
    subject = _subject(incident, provider)
    begun = moment_text(incident.started_at)
    if incident.phase is not Phase.RESOLVED:
        return (
            f"{subject}에서 장애가 발생했습니다. 장애는 {begun}부터 시작됐습니다."
            f" {_NOW[incident.phase]}"
        )
    if incident.resolved_at is None or incident.resolved_at <= incident.started_at:
        return f"{subject}에서 {begun} 발생한 장애가 복구됐습니다."
    minutes = round((incident.resolved_at - incident.started_at).total_seconds() / 60)
    return (
        f"{subject} 장애가 복구됐습니다. 장애는 {begun}에 시작돼 {_length(minutes)} 동안"
        f" 이어졌습니다. {moment_text(incident.resolved_at)}에 복구가 완료됐습니다."
    )


def _planned(incident: StatusIncident, provider: str) -> str:
    subject = _subject(incident, provider)
    begun = moment_text(incident.started_at)
    if incident.phase in OVER:
        told = f"{subject} 점검이 끝났습니다."
    elif incident.phase is Phase.IN_PROGRESS:
        told = f"{subject} 점검을 하고 있습니다."
    else:
        told = f"{subject} 점검을 실시할 예정입니다."
    until = f"부터 {moment_text(incident.until)}까지" if incident.until else "부터"
    return f"{told} 점검 시간은 {begun}{until}입니다."


def _subject(incident: StatusIncident, provider: str) -> str:
    names = _named(incident.components, provider)
    shown = ", ".join(names[:MOST_NAMES])
    rest = f" 외 {len(names) - MOST_NAMES}개" if len(names) > MOST_NAMES else ""
    return f"{provider}의 {shown}{rest} 서비스" if shown else f"{provider} 서비스"


def _named(components: tuple[str, ...], provider: str) -> list[str]:
    """Return the components but those that only repeat the provider's name."""
    return [name for name in components if name.casefold() != provider.casefold()]


def _details(incident: StatusIncident) -> list[str]:
    lines = []
    if shown := _IMPACT.get(incident.impact):
        lines.append(f"영향: {shown}({incident.impact})")
    if incident.regions:
        names = [name_region(region) for region in incident.regions[:MOST_NAMES]]
        rest = len(incident.regions) - len(names)
        lines.append(f"지역: {', '.join(names)}" + (f" 외 {rest}곳" if rest > 0 else ""))
    return lines


def _length(minutes: int) -> str:
    hours, rest = divmod(max(minutes, 1), 60)
    return " ".join(f"{n}{unit}" for n, unit in ((hours, "시간"), (rest, "분")) if n)


def _update_lines(update: StatusUpdate) -> str:
    word = f" {PHASES[update.phase]}" if update.phase else " 알림"
    return f"{moment_text(update.at)}{word}\n{update.text}".rstrip()
