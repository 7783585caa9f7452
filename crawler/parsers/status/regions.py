"""Regions of clouds: what Koreans call them, and which of them matter in Korea."""

from __future__ import annotations

from collections.abc import Iterable

_KOREAN = {
    "ap-northeast-2": "서울 리전(ap-northeast-2)",
    "asia-northeast3": "서울 리전(asia-northeast3)",
    "Korea Central": "한국 중부 리전(Korea Central)",
    "Korea South": "한국 남부 리전(Korea South)",
    "global": "전 세계",
    "us-east-1": "미국 동부 리전(us-east-1)",
}
#: Beside what lies in Korea: what serves everywhere, and AWS's us-east-1, where services of all
#: regions keep their accounts and DNS (Korean services fell with it on 2025-10-20).
_EVERYWHERE = frozenset({"global", "us-east-1", "asia", "Global"})
_IN_KOREA = ("ap-northeast-2", "asia-northeast3", "Korea", "Seoul")


def name_region(region: str) -> str:
    """Return the region as Koreans call it; others as the page names them."""
    return _KOREAN.get(region, region)


def matters_in_korea(regions: Iterable[str]) -> bool:
    """Tell whether an incident of these regions is one for Korea; no region means all."""
    named = list(regions)
    return not named or any(
        region in _EVERYWHERE or any(place in region for place in _IN_KOREA) for region in named
    )
