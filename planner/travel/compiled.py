"""The one door to numba: a decorator that keeps the types mypy knows, and a cache that cannot go stale.

Importing this module costs what importing numba costs (about half a second); nothing that
``planner.season`` imports may do so.

numba looks only at the file a function stands in when it decides whether the machine code on disk still
fits; code that was compiled into it from another file may have changed. So the stamp of every function here
covers all the sources of this package.
"""

import hashlib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import numba

Function = TypeVar("Function", bound=Callable[..., Any])


@cache
def _stamp() -> str:
    sources = sorted(
        (source.name, source.read_bytes())
        for source in files("planner.travel").iterdir()
        if source.name.endswith(".py")
    )
    digest = hashlib.sha256()
    for name, text in sources:
        digest.update(name.encode() + b"\0" + text)
    return digest.hexdigest()


def compiled(function: Function) -> Function:
    """``function`` compiled to machine code on its first call and kept on disk for the next process."""
    machine: Any = numba.njit(cache=True)(function)
    machine._cache._cache_file._source_stamp = _stamp()  # noqa: SLF001  (numba has no public way)
    compiled_function: Function = machine
    return compiled_function
