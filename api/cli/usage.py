"""Help and usage in the language of the terminal: typer's own words, translated at its own seams."""

from typing import Any

from typer.core import TyperCommand, TyperGroup

from api.texts import Language, say


def command_class(language: Language) -> type[TyperCommand]:
    """A command whose usage line and ``--help`` speak ``language``."""

    class Command(TyperCommand):
        def get_usage(self, ctx: Any) -> str:
            return _translated(super().get_usage(ctx), language)

        def get_help_option(self, ctx: Any) -> Any:
            return _described(super().get_help_option(ctx), language)

    return Command


def group_class(language: Language) -> type[TyperGroup]:
    """The program itself, speaking ``language``; commands stay in the order they were added."""

    class Group(TyperGroup):
        def get_usage(self, ctx: Any) -> str:
            return _translated(super().get_usage(ctx), language)

        def get_help_option(self, ctx: Any) -> Any:
            return _described(super().get_help_option(ctx), language)

    return Group


def _translated(usage: str, language: Language) -> str:
    return usage.replace("Usage:", say("terminal.help.usage", language), 1)


def _described(option: Any, language: Language) -> Any:
    if option is not None:
        option.help = say("terminal.help.help", language)
        option.metavar = ""
        option.rich_help_panel = say("terminal.help.options", language)
    return option
