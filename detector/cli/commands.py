"""The list of commands; a command's module is imported only when it is run."""

from __future__ import annotations

import click

from detector.cli.group import LazyGroup
from detector.cli.spoken import tell

#: name -> (module of detector.cli, key of its line of help). The line is also the first of the
#: command's own help; it stands apart so that the list of commands imports none of them.
COMMANDS = {
    "demo": ("demo", "cli.commands.demo"),
    "crawl": ("crawl", "cli.commands.crawl"),
    "import": ("import_", "cli.commands.import"),
    "detect": ("detect", "cli.commands.detect"),
    "replay": ("replay", "cli.commands.replay"),
    "watch": ("watch", "cli.commands.watch"),
    "parse": ("parse", "cli.commands.parse"),
    "analyze": ("analyze", "cli.commands.analyze"),
    "now": ("now", "cli.commands.now"),
    "incidents": ("incidents", "cli.commands.incidents"),
    "show": ("show", "cli.commands.show"),
    "reports": ("reports", "cli.commands.reports"),
    "search": ("search", "cli.commands.search"),
    "dependencies": ("dependencies", "cli.commands.dependencies"),
    "digest": ("digest", "cli.commands.digest"),
    "names": ("names", "cli.commands.names"),
    "serve": ("serve", "cli.commands.serve"),
    "sources": ("sources", "cli.commands.sources"),
    "alerts": ("alerts", "cli.commands.alerts"),
    "init": ("init", "cli.commands.init"),
    "config": ("configuration", "cli.commands.config"),
    "db": ("db", "cli.commands.db"),
    "label": ("label", "cli.commands.label"),
    "review": ("review", "cli.commands.review"),
    "completion": ("completion", "cli.commands.completion"),
    "train": ("train", "cli.commands.train"),
    "evaluate": ("evaluate", "cli.commands.evaluate"),
}


def _print_version(ctx: click.Context, _param: click.Parameter, is_asked: bool) -> None:
    if is_asked:
        from importlib.metadata import PackageNotFoundError, version  # slow

        try:
            click.echo(f"meoktong {version('meoktong')}")
        except PackageNotFoundError:  # run from its source
            click.echo(tell("cli.help.not_installed"))
        ctx.exit()


@click.command(name="meoktong", cls=LazyGroup, commands_in=COMMANDS, help="cli.help.meoktong")
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
    help="cli.help.version",
)  # fmt: skip
def meoktong() -> None:
    """Run the command line."""
