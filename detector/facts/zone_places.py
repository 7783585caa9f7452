"""Which time zone a country or city stands for, where a text only says "local time"."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from detector.quick import quick

#: Lands that lie in one zone, or nearly so, with the cities from which is reported. The United
#: States are left out: a land of four zones says nothing.
_PLACES: tuple[tuple[str, str], ...] = (
    ("Europe/London", r"영국|英|런던|히스로|스코틀랜드|잉글랜드|맨체스터|아일랜드|더블린"),
    (
        "Europe/Paris",
        r"유럽|프랑스|파리(?![가-힣]{0,2}바게)|독일|베를린|프랑크푸르트|뮌헨|벨기에|브뤼셀"
        r"|네덜란드|암스테르담|스위스|취리히"
        r"|오스트리아|이탈리아|로마(?![가-힣])|밀라노|스페인|마드리드|바르셀로나|폴란드|바르샤바"
        r"|체코|프라하|헝가리|스웨덴"
        r"|스톡홀름|덴마크|노르웨이|오슬로",
    ),
    ("Europe/Athens", r"그리스|아테네|핀란드|헬싱키|우크라이나|키이우|루마니아|불가리아"),
    ("Europe/Moscow", r"러시아|모스크바|튀르키예|터키|이스탄불|사우디|카타르|쿠웨이트"),
    ("Asia/Tokyo", r"일본|日|도쿄|오사카|나고야|후쿠오카"),
    (
        "Asia/Singapore",
        r"싱가포르|중국(?!동포)|中|베이징|상하이|홍콩|대만|타이베이|말레이시아|필리핀|마닐라"
        r"|마카오",
    ),
    ("Asia/Bangkok", r"태국|방콕|베트남|하노이|호찌민|자카르타|캄보디아"),
    ("Asia/Kolkata", r"인도(?![가-힣])|뭄바이|뉴델리|벵갈루루"),
    ("Asia/Dubai", r"아랍에미리트|두바이|아부다비"),
    ("Asia/Jerusalem", r"이스라엘|텔아비브|예루살렘"),
    ("Australia/Sydney", r"호주|시드니|멜버른|캔버라"),
    ("Pacific/Auckland", r"뉴질랜드|오클랜드|웰링턴"),
    ("America/Toronto", r"캐나다|토론토|오타와|몬트리올"),
    ("America/New_York", r"뉴욕증권거래소|NYSE|월가|뉴욕시|맨해튼|워싱턴(?!포스트)D?"),
    ("America/Sao_Paulo", r"브라질|상파울루|아르헨티나"),
    ("America/Mexico_City", r"멕시코"),
)
_PLACE = quick("|".join(f"(?P<p{index}>{pattern})" for index, (_, pattern) in enumerate(_PLACES)))
_ZONES = tuple(ZoneInfo(name) for name, _ in _PLACES)
#: (자카르타=연합뉴스) 특파원: from where it is written, not of what.
_DATELINE = re.compile(r"[(【\[][가-힣]{2,6}=[^)】\]\n]{2,20}[)】\]]")
_AMERICA = re.compile(r"미국|美")  # a land of four zones, of which the text may tell just as well
_LEAD = 260  # characters: title and the first sentences


def zone_of_title(text: str) -> ZoneInfo | None:
    """Return the zone of the one place that the title names, or None."""
    found = set(_zones_in(text.split("\n", 1)[0]))
    return found.pop() if len(found) == 1 else None


def zone_of_lead(text: str) -> ZoneInfo | None:
    """Return the zone of which title and lead speak most, or None where they name no place."""
    lead = _DATELINE.sub("", text[:_LEAD])
    if _AMERICA.search(lead):
        return None
    found = _zones_in(lead).most_common(2)
    is_one = found and (len(found) == 1 or found[0][1] > found[1][1])
    return found[0][0] if is_one else None


def _zones_in(text: str) -> Counter[ZoneInfo]:
    return Counter(_ZONES[int((match.lastgroup or "p0")[1:])] for match in _PLACE.finditer(text))


def shares_days(zone: ZoneInfo | None, day: date | None) -> bool:
    """Return whether a day there is mostly the same one in Korea: in Asia and Europe, not America."""
    if zone is None or day is None or zone.key == "UTC":
        return False
    ahead = datetime.combine(day, time(12), zone).utcoffset()
    return ahead is not None and ahead >= timedelta(0)
