"""The commented settings file that `meoktong init` writes."""

from __future__ import annotations

from detector.messages import Language, say

#: What each part looks like once the sign before it is taken away; say() gives the words above it.
_PARTS: tuple[tuple[str, str], ...] = (
    ("storage", '[storage]\n#database = "sqlite:////var/lib/meoktong/meoktong.db"\n'
                '#data = "/var/lib/meoktong"\n#cache = "/var/cache/meoktong"'),
    ("crawl", '[crawl]\n#contact = "https://example.org/contact"'),
    ("keys", '[keys]\n#naver_hub_id = { env = "NAVER_HUB_ID" }\n'
             '#naver_hub_secret = { file = "secrets/naver-hub" }\n'
             '#naver_client_id = { env = "NAVER_CLIENT_ID" }\n'
             '#naver_client_secret = { file = "secrets/naver-client" }\n'
             '#kakao = { file = "secrets/kakao" }'),
    ("watch", '[watch]\n#heartbeat_url = { file = "secrets/heartbeat-url" }'),
    ("page", '[page]\n#url = "https://meoktong.example.org"\n#readers = true'),
    ("alerts", '[alerts]\nlanguage = "{language}"\nper_hour = 20\nlate_after_minutes = 30'),
    ("quiet", '#[alerts.quiet]\n#from = "23:00"\n#to = "07:00"\n#breaks_from = "critical"'),
    ("webhook", '#[[alerts.channels]]\n#name = "oncall"\n#kind = "webhook"\n'
                '#url = "https://hooks.example.org/meoktong"\n'
                '#secret = { file = "secrets/oncall" }\n#fallback = "room"'),
    ("jandi", '#[[alerts.channels]]\n#name = "room"\n#kind = "jandi"\n'
              '#url = { file = "secrets/jandi-url" }\n#depends_on = ["AWS"]\n#fallback = "works"'),
    ("naver_works", '#[[alerts.channels]]\n#name = "works"\n#kind = "naver-works"\n'
                    '#url = { file = "secrets/naver-works-url" }\n#depends_on = ["네이버"]\n'
                    '#fallback = "memo"'),
    ("apprise", '#[[alerts.channels]]\n#name = "memo"\n#kind = "apprise"\n'
                '#url = { env = "APPRISE_URL" }\n#depends_on = ["카카오톡"]'),
    ("rules", '#[[alerts.rules]]\n#name = "all"\n#channels = ["room"]\n'
              '#status = ["confirmed", "recovering", "resolved", "retracted"]\n'
              '#severity = "minor"\n#confidence = 0.5'),
    ("rules_of", '#[[alerts.rules]]\n#name = "ours"\n#channels = ["oncall"]\n#provider = ["AWS", "KT"]\n'
                 '#affected = ["쿠팡"]\n#status = ["suspected", "confirmed", "resolved"]'),
)  # fmt: skip
_WIDTH = 100


def template(language: Language) -> str:
    """Return the file with a comment above each part, in the reader's language."""
    parts = [_comment(say("config.about.file", language))]
    for name, body in _PARTS:
        about = _comment(say(f"config.about.{name}", language))
        parts.append(f"{about}\n{body.replace('{language}', language.value)}")
    return "\n\n".join(parts) + "\n"


def _comment(text: str) -> str:
    """Return each line of a text as a comment; those of settings have no blank after the sign."""
    return "\n".join(f"# {line}" for line in text.strip().split("\n"))
