"""Serves the live page."""

from __future__ import annotations

from datetime import timedelta

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import COUNT, database_option, opened
from detector.cli.screen import note
from models.errors import UsageError


class PortType(click.ParamType):  # type: ignore[type-arg]
    """A port; 0 takes a free one."""

    name = "PORT"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Return the number."""
        text = str(value)
        if not text.isdecimal() or int(text) > 65535:
            self.fail(f"'{text}'은 0~65535의 정수가 아닙니다", param, ctx)
        return int(text)


@click.command("serve", cls=KoreanCommand)
@click.option(
    "--host",
    default="127.0.0.1",
    metavar="HOST",
    help="들을 주소 (없으면 127.0.0.1, 이 컴퓨터에서만).",
)
@click.option("--port", type=PortType(), default=8321, help="들을 포트 (없으면 8321).")
@click.option(
    "--host-name",
    "host_names",
    multiple=True,
    metavar="NAME",
    help="답할 이름. 여러 번 쓸 수 있습니다.",
)
@click.option(
    "--public-url", metavar="URL", help="읽는 사람이 오는 주소. 피드의 링크와 id에 씁니다."
)
@click.option(
    "--interval",
    type=COUNT,
    default=30,
    help="몇 분마다 모으나. 두 배를 넘기면 오래된 것으로 봅니다 (없으면 30).",
)
@click.option(
    "--lang", type=click.Choice(["ko", "en"]), default="ko", help="화면의 말 (없으면 ko)."
)
@database_option
def command(
    host: str,
    port: int,
    host_names: tuple[str, ...],
    public_url: str | None,
    interval: int,
    lang: str,
    db: str | None,
) -> None:
    """웹 화면, JSON API, Atom 피드를 엽니다.

    읽기만 합니다. 모으고 읽는 일은 'meoktong watch'가 합니다. 바깥에 열려면 앞에 리버스 프록시를
    두고 --host-name이나 --public-url로 그 이름을 알려 주세요.

    \b
    예: meoktong serve
        meoktong serve --port 9000 --interval 60
        meoktong serve --public-url https://status.example.org
    """
    from detector.messages import Language
    from detector.page.settings import LOCAL_HOSTS, PageSettings

    if public_url and not public_url.startswith(("http://", "https://")):
        raise UsageError("--public-url은 http://나 https://로 시작해야 합니다")
    names = frozenset({*LOCAL_HOSTS, *(name.lower() for name in host_names)})
    if host not in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        names |= {host.lower()}
    settings = PageSettings(
        language=Language(lang),
        interval=timedelta(minutes=interval),
        hosts=names,
        public_url=public_url.rstrip("/") if public_url else None,
    )
    with opened(db) as database:
        import uvicorn

        from detector.page.app import create_app
        from detector.page.warm import warm

        app = create_app(database, settings)
        warm(app)
        note(f"http://{host}:{port} 에서 봅니다. 멈추려면 Ctrl-C")
        uvicorn.run(
            app, host=host, port=port, log_level="warning", server_header=False,
            timeout_graceful_shutdown=3,
        )  # fmt: skip
