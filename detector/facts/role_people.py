"""How a report tells of the people of a company: who speaks, owns up, goes for it."""

from __future__ import annotations

import re

#: A person of a company speaks or is spoken of; the company itself is not the subject.
PERSON_OF = re.compile(
    r"^\s?(?:그룹\s?)?(?:최고경영자|CEO|CTO|대표(?!적)|회장|의장|창업자|창립자|사장(?!님)|부사장|임원|이사(?!회|비|"
    r"짐)|센터장|연구원|교수|"
    r"위원|의원|장관|"
    r"애널리스트|직원(?!용|전용)|출신|노조|이용자\s?(?:모임|단체))"
)
#: Its people apologise for the failure, which is then its own.
SORRY = re.compile(r"사과|송구|죄송|책임|보상|고개를 숙|사임|사퇴|물러났|물러난|해임|경질|청문회")
#: Its head goes for it: 14시간 불통에 옵터스 CEO 사임.
GOES = re.compile(r"^[^.\n]{0,40}?(?:사임|사퇴|물러났|물러난|물러나|해임|경질)")
