"""Every sentence a user reads, Chinese first, English beside it: the ``.toml`` files of this folder.

A file is a topic, a table in it an entry, ``zh`` and ``en`` its two wordings: the entry ``[cancelled]`` of
``calendar.toml`` is said by ``say("calendar.cancelled")``. Words in braces are filled from keyword arguments.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Language = Literal["zh", "en"]


@cache
def _topic(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def say(key: str, language: Language = "zh", **words: object) -> str:
    """The wording of ``key`` (``topic.entry`` or ``topic.entry.part``) in ``language``.

    Raises KeyError for a key nobody wrote: a defect, found by the test that walks every key in use.
    """
    topic, *path = key.split(".")
    entry: Any = _topic(topic)
    for part in path:
        entry = entry[part]
    return str(entry[language]).format(**words)
