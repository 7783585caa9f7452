"""Words beside a cause by which its name is only part of another: an office, a comparison, a denial."""

from __future__ import annotations

import re

#: An office or a means for it: "화재 신고 앱", "해킹 상담 전화", "디도스 대응 장비".
NAMED_FOR = re.compile(
    r"\s?(?:신고|제보|상담|안내|경보|알림|대응|방어|예방|진압|감지|탐지|피해\s?접수|복구)\s?"
    r"(?:전화|앱|창구|센터|번호|누리집|홈페이지|사이트|문자|시스템|서비스|장비|체계|솔루션|업체|요원)"
)
#: Its own verb is denied: "케이블은 끊어|지지 않았다", "접속자가 늘|어서가 아니라", "용량이 모자|란 것은 아니".
NOT_SO = re.compile(
    r"지지\s?(?:는\s|도\s)?않|서[가는은도]?\s?아니|[가-힣]{0,2}\s?(?:[어아여]서|때문|탓|[은는인란한]\s?(?:것|건|게))[은이가도]?\s?(?:아니|아닌|아녔)"
)
#: What came of it is denied: "외부 공격|에 따른 장애는 아니었다", "해킹| 같은 외부 요인이 아닌".
NOT_OF_IT = re.compile(
    r"(?:\s?(?:등|등의|같은|따위의?)\s)?(?:\s?(?:외부|공격|침입|침해|사고|문제|폭주|감염|시도|요인|이상|고장))*"
    r"(?:(?:에\s?(?:따른|의한|의해\s\S{1,4})|으?로\s?(?:인한|인해\s\S{1,4}|생긴|발생한|빚어진|비롯된|일어난|벌어진|난)|"
    r"(?:때문|탓)에\s(?:생긴|발생한|빚어진|일어난|벌어진|난))\s(?:[^\s.,…]{1,6}\s){0,2}?"
    r"(?:장애|오류|문제|사고|중단|지연|먹통|불통|현상|사태))?"
    r"[은는이가도]\s?(?:(?:절대|전혀|결코)\s)?(?:아니(?!냐)|아닌(?!가)|아녔|아닙|아님(?!\?))"
)
#: What is told before this is the one before: "전산망 화재에 따른 마비에 이어 또다시".
AFTER_ANOTHER = re.compile(
    r"(?:장애|먹통|사태|화재|대란|사고|마비|중단|불통)에\s이어[,\s]+(?=또|다시|재차|이번)"
)
#: Another that failed of it is what this one is compared with: "화재|로 멎었던 경쟁사와 비교하는".
OTHERS_WENT = re.compile(
    r"(?:로|으로|때문에|탓에)\s(?:[^\s.,…]{1,8}\s){0,2}?[가-힣]{1,4}던\s(?:[^\s.,…]{1,8}\s)?"
    r"[^\s.,…]{1,10}(?:과|와|에)는?\s(?:비교|견줘|견주|달리|비해|다르|대조|빗대)"
)
#: So many could not: "수만 명이 로그인|에 어려움", "30만 명이 접속|하지 못했다".
COULD_NOT = re.compile(
    r"(?:[에을를이도]\s?)?\s?(?:어려움|불편|차질|실패|하지\s?못|못\s?[했하]|되지\s?않|안\s?[돼되됐됨])"
)
#: Where else people gather, and what else gathers on somebody.
ELSEWHERE_TOO = re.compile(
    r"(?:공항|대피소|탑승구|정류장|관광지|식당|맛집|주민센터|행정복지센터|주범|범인|용의자|원흉|관심|시선|이목|"
    r"비난|화살|질타|원성|기자|취재진)(?:들)?(?:[이가에로은는도]|으로|에게)?\s(?:[^\s.,…]{1,4}[이가]\s)?$"
)
#: The like of the above as the cue itself has it: "기자들이 몰려".
GATHERED = re.compile(r"^(?:관광객|취재진|기자|관심|시선|이목|비난|질타|원성|조문객|피서객)")
