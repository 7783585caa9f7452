"""Help and usage errors of Click in the language spoken; options that every command has."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import click

from detector.cli.help_text import KoreanContext
from detector.cli.loudness import Loudness, set_loudness
from detector.cli.spoken import tell, told
from detector.messages import LANGUAGES

_HELP = ["-h", "--help"]


class _SpokenHelp:
    """Headings, options and texts in the language spoken; a help text may be a key."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line of usage."""
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=tell("cli.help.usage"))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the line of usage."""
        return [told(piece) for piece in super().collect_usage_pieces(ctx)]  # type: ignore[misc]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help with its help."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "cli.help.help"
        return option  # type: ignore[no-any-return]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        text = told((self.help or "").partition("\f")[0])  # type: ignore[attr-defined]
        if text:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(text)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first line of what the command does."""
        return told(self.help or "").strip().partition("\n")[0]  # type: ignore[attr-defined]


class KoreanCommand(_SpokenHelp, click.Command):
    """A command that speaks the user's language."""

    context_class = KoreanContext

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "cli.help.options_metavar")
        kwargs.setdefault("context_settings", {"help_option_names": _HELP})
        super().__init__(*args, **kwargs)
        self.params += common_options()

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under a heading."""
        _write_options(self, ctx, formatter)


class KoreanGroup(_SpokenHelp, click.Group):
    """A group of commands that speaks the user's language."""

    command_class = KoreanCommand
    context_class = KoreanContext

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("subcommand_metavar", "cli.help.command_metavar")
        kwargs.setdefault("options_metavar", "cli.help.options_metavar")
        kwargs.setdefault("context_settings", {"help_option_names": _HELP})
        super().__init__(*args, **kwargs)
        self.params += common_options()

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the commands under headings."""
        _write_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands."""
        with formatter.section(tell("cli.help.commands")):
            formatter.write_dl(
                [(name, found.get_short_help_str(100)) for name, found in self.commands.items()]
            )

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first argument names; say which may be meant if unknown."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            raise click.UsageError(_unknown_command(name, self.list_commands(ctx)), ctx)
        return super().resolve_command(ctx, args)


def _unknown_command(name: str, known: list[str]) -> str:
    from detector.korean.alike import alike  # only where something went wrong

    near = alike(name, known)
    if near:
        return tell("cli.help.no_command_near", name=name, near=", ".join(near))
    return tell("cli.help.no_command", name=name, known=", ".join(known))


def common_options() -> list[click.Parameter]:
    """Return the options that every command has: the language, and how much it says."""
    return [
        click.Option(
            ["--lang"], type=click.Choice(LANGUAGES), is_eager=True, expose_value=False,
            metavar="|".join(LANGUAGES), help="cli.help.lang",
        ),
        click.Option(
            ["-q", "--quiet"], is_flag=True, expose_value=False, help="cli.help.quiet",
            callback=_to(Loudness.QUIET),
        ),
        click.Option(
            ["-v", "--verbose"], is_flag=True, expose_value=False, help="cli.help.verbose",
            callback=_to(Loudness.VERBOSE),
        ),
    ]  # fmt: skip


def _to(loudness: Loudness) -> Callable[[click.Context, click.Parameter, bool], None]:
    def choose(_ctx: click.Context, _param: click.Parameter, is_asked: bool) -> None:
        if is_asked:
            set_loudness(loudness)

    return choose


def _write_options(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    options = [param for param in command.get_params(ctx) if isinstance(param, click.Option)]
    records = [found for option in options if (found := option.get_help_record(ctx))]
    if records:
        with formatter.section(tell("cli.help.options")):
            formatter.write_dl([(_spoken_names(names), told(help)) for names, help in records])


def _spoken_names(names: str) -> str:
    """Return the names of an option with what stands for its value."""
    head, _, metavar = names.rpartition(" ")
    return f"{head} {told(metavar)}" if head else names


def explain_usage(error: click.ClickException, command: str | None = None) -> str:
    """Return in one line what is wrong with a command line, and whose help to see."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else f"meoktong {command or ''}".rstrip()
    return f"{_explain(error)} {tell('cli.help.see_help', command=path)}"


def _explain(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        near = ", ".join(error.possibilities or ())
        hint = f" {tell('cli.help.perhaps', near=near)}" if near else ""
        return tell("cli.help.no_option", name=error.option_name) + hint
    if isinstance(error, click.MissingParameter):
        return tell("cli.help.missing", name=_name(error))
    if isinstance(error, click.BadParameter):
        return f"{_name(error)}: {_problem(error)}"
    if isinstance(error, click.BadOptionUsage):
        takes_none = "does not take" in error.message
        key = "cli.help.no_value" if takes_none else "cli.help.needs_value"
        return tell(key, name=error.option_name)
    if error.message.startswith("Got unexpected extra argument"):
        extra = error.message.partition("(")[2].rstrip(")")
        return tell("cli.help.extra", extra=extra)
    return error.format_message()


def _problem(error: click.BadParameter) -> str:
    if error.param is not None and isinstance(error.param.type, click.Choice):
        known = ", ".join(error.param.type.choices)
        given = re.match(r"'(.*)' is not one of", error.message)
        if given:
            return tell("cli.options.not_a_word", value=given[1], known=known)
        return tell("cli.help.choices", known=known)
    return error.message


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return told(str(error.param_hint or "cli.help.argument"))
    is_option = error.param.param_type_name == "option"
    return told(str(error.param.opts[-1] if is_option else error.param.human_readable_name))
