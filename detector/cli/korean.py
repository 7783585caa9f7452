"""Help and usage errors of Click in Korean."""

from __future__ import annotations

from typing import Any

import click

from detector.cli.help_text import KoreanContext


class _KoreanHelp:
    """Headings and the help option in Korean."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line of usage."""
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="쓰는 법: ")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help with its help in Korean."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "이 도움말을 보입니다."
        return option  # type: ignore[no-any-return]


class KoreanCommand(_KoreanHelp, click.Command):
    """A command whose help is Korean throughout."""

    context_class = KoreanContext

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[옵션]")
        super().__init__(*args, **kwargs)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under a Korean heading."""
        _write_options(self, ctx, formatter)


class KoreanGroup(_KoreanHelp, click.Group):
    """A group of commands whose help is Korean throughout."""

    command_class = KoreanCommand
    context_class = KoreanContext

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("subcommand_metavar", "명령 [인자]…")
        kwargs.setdefault("options_metavar", "[옵션]")
        super().__init__(*args, **kwargs)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the commands under Korean headings."""
        _write_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands."""
        with formatter.section("명령"):
            formatter.write_dl(
                [(name, found.get_short_help_str(100)) for name, found in self.commands.items()]
            )

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first argument names; fail in Korean for an unknown one."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            known = ", ".join(self.list_commands(ctx))
            raise click.UsageError(f"'{name}' 명령은 없습니다. 있는 명령: {known}", ctx)
        return super().resolve_command(ctx, args)


def _write_options(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    options = [param for param in command.get_params(ctx) if param.param_type_name == "option"]
    records = [found for option in options if (found := option.get_help_record(ctx))]
    if records:
        with formatter.section("옵션"):
            formatter.write_dl(records)


def explain_usage(error: click.ClickException) -> str:
    """Return in one Korean line what is wrong with a command line."""
    message = _explain(error)
    context = getattr(error, "ctx", None)
    if context is None:
        return message
    return f"{message} ('{context.command_path} --help'를 보세요)"


def _explain(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        near = f" 혹시 {', '.join(error.possibilities)}?" if error.possibilities else ""
        return f"'{error.option_name}' 옵션은 없습니다.{near}"
    if isinstance(error, click.MissingParameter):
        return f"꼭 있어야 하는 것이 빠졌습니다: {_name(error)}"
    if isinstance(error, click.BadParameter):
        return f"{_name(error)}: {error.message}"
    if isinstance(error, click.BadOptionUsage):
        if "does not take" in error.message:
            return f"'{error.option_name}' 옵션은 값을 받지 않습니다"
        return f"'{error.option_name}' 옵션에 값이 필요합니다"
    if error.message.startswith("Got unexpected extra argument"):
        return f"쓰이지 않는 인자가 있습니다: {error.message.partition('(')[2].rstrip(')')}"
    return error.format_message()


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "인자")
    is_option = error.param.param_type_name == "option"
    return str(error.param.opts[-1] if is_option else error.param.human_readable_name)
