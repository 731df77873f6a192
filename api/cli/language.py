"""The language of the terminal: Chinese, unless ``--lang en`` or ``ZHAOSHANG_LANG=en`` asks otherwise."""

from collections.abc import Mapping, Sequence

from api.cli.refusal import Refused
from api.texts import Language
from planner.errors import Fault

OPTION = "--lang"
VARIABLE = "ZHAOSHANG_LANG"
_LANGUAGES: dict[str, Language] = {"zh": "zh", "en": "en"}


def chosen(arguments: Sequence[str], environ: Mapping[str, str]) -> tuple[Language, list[str]]:
    """The language and the arguments without ``--lang``, wherever it stood; the last one counts.

    Raises Refused for a language we do not speak.
    """
    word = environ.get(VARIABLE) or "zh"
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            rest += [argument, *waiting]
        elif argument == OPTION:
            word = next(waiting, "")
        elif argument.startswith(f"{OPTION}="):
            word = argument.partition("=")[2]
        else:
            rest.append(argument)
    # A locale such as zh_CN.UTF-8 or en-GB names its language first.
    language = _LANGUAGES.get(word.lower().replace("-", "_").partition("_")[0])
    if language is None:
        raise Refused(Fault(code="unknown_language", place=OPTION, value=word))
    return language, rest
