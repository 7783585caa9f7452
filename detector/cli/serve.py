"""Serves the live page."""

from __future__ import annotations

import socket
from datetime import timedelta

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import COUNT, database_option, opened
from detector.cli.screen import note
from detector.cli.spoken import language, tell
from models import config
from models.errors import UsageError
from models.problems import Problem

_MOST_PORT = 65535


class PortType(click.ParamType):  # type: ignore[type-arg]
    """A port; 0 takes a free one."""

    name = "PORT"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Return the number."""
        text = str(value)
        if not text.isdecimal() or int(text) > _MOST_PORT:
            self.fail(tell("cli.serve.not_a_port", value=text), param, ctx)
        return int(text)


@click.command("serve", cls=KoreanCommand, help="cli.serve.help")
@click.option("--host", default="127.0.0.1", metavar="HOST", help="cli.serve.host_help")
@click.option("--port", type=PortType(), default=8321, help="cli.serve.port_help")
@click.option(
    "--host-name", "host_names", multiple=True, metavar="NAME", help="cli.serve.host_name_help"
)
@click.option("--public-url", metavar="URL", help="cli.serve.public_url_help")
@click.option("--interval", type=COUNT, default=30, help="cli.serve.interval_help")
@database_option
def command(
    host: str,
    port: int,
    host_names: tuple[str, ...],
    public_url: str | None,
    interval: int,
    db: str | None,
) -> None:
    """Run `meoktong serve`."""
    from detector.page.settings import LOCAL_HOSTS, PageSettings

    if public_url and not public_url.startswith(("http://", "https://")):
        raise UsageError(tell("cli.serve.not_an_address"))
    names = frozenset({*LOCAL_HOSTS, *(name.lower() for name in host_names)})
    if host not in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        names |= {host.lower()}
    settings = PageSettings(
        language=language(),
        interval=timedelta(minutes=interval),
        hosts=names,
        public_url=public_url.rstrip("/") if public_url else None,
        takes_claims=config.takes_readers_claims(),
    )
    with opened(db) as database:
        import uvicorn

        from detector.page.app import create_app
        from detector.page.warm import warm

        app = create_app(database, settings)
        warm(app)
        with _listening(host, port) as listener:
            note(tell("cli.serve.serving", host=host, port=listener.getsockname()[1]))
            options = uvicorn.Config(
                app, log_level="warning", server_header=False, timeout_graceful_shutdown=3
            )
            uvicorn.Server(options).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens there. Raises UsageError where it may not."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family)
    except OSError as error:
        why = error.strerror or error
        raise UsageError(Problem("problem.form.port", port=f"{host}:{port}", why=why)) from error
