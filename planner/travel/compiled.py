"""The one door to numba: a decorator that keeps the types mypy knows, and a cache that cannot go stale.

Importing this module costs what importing numba costs (about half a second); nothing that
``planner.season`` imports may do so.

numba looks only at the file a function stands in when it decides whether the machine code on disk still
fits; code that was compiled into it from another file may have changed. So the stamp of every function here
covers the sources of its module and of all of this program that it imports, and what these import.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import numba
from numba.core import event

Function = TypeVar("Function", bound=Callable[..., Any])


def stamp_of(sources: Mapping[str, bytes]) -> str:
    """A stamp that changes when any of ``sources`` (name -> text) does."""
    digest = hashlib.sha256()
    for name in sorted(sources):
        digest.update(name.encode() + b"\0" + sources[name] + b"\0")
    return digest.hexdigest()


OURS = re.compile(r"^\s*(?:from|import)\s+((?:planner|events|api|tests)(?:\.\w+)*)", re.MULTILINE)


@cache
def _source(module: str) -> tuple[bytes, tuple[str, ...]]:
    """The source of a module of this program, and the modules it imports.

    Of a package everything in it counts as imported: which of its modules are meant is not asked.
    """
    spec = find_spec(module)
    source = Path(spec.origin).read_bytes() if spec and spec.origin else b""
    inside = spec.submodule_search_locations if spec else None
    within = {f"{module}.{item.stem}" for place in inside or () for item in Path(place).glob("[!_]*.py")}
    return source, tuple(sorted(within | set(OURS.findall(source.decode()))))


@cache
def stamp_of_module(module: str) -> str:
    """The stamp of the sources of ``module`` and of everything of this program behind it."""
    sources, waiting = dict[str, bytes](), [module, __name__]
    while waiting:
        name = waiting.pop()
        if name not in sources:
            sources[name], behind = _source(name)
            waiting += behind
    return stamp_of(sources)


class _Compiling(event.Listener):
    """Tells when machine code begins and ends to be made."""

    def __init__(self, begun: Callable[[], None], ended: Callable[[], None]) -> None:
        self.begun, self.ended = begun, ended

    def on_start(self, event: object) -> None:  # noqa: ARG002  (what is compiled does not matter)
        self.begun()

    def on_end(self, event: object) -> None:  # noqa: ARG002
        self.ended()


def tell_of_compiling(begun: Callable[[], None], ended: Callable[[], None]) -> None:
    """Have ``begun`` and ``ended`` called around every making of machine code from now on; calls may nest.

    Code that is loaded from disk is not made.
    """
    event.register("numba:compile", _Compiling(begun, ended))  # type: ignore[no-untyped-call]


def compiled(function: Function) -> Function:
    """``function`` compiled to machine code on its first call and kept on disk for the next process.

    It lets go of the interpreter while it runs, so that threads can share work.
    """
    return _stamped(function, no_cfunc_wrapper=True, nogil=True)


def inner(function: Function) -> Function:
    """Like :func:`compiled`, for a function that compiled code alone may call.

    Without the wrapper that takes Python's arguments apart it compiles in a fraction of the time; called from
    Python it would crash the process. A test sees to it that nobody does.
    """
    return _stamped(function, no_cfunc_wrapper=True, no_cpython_wrapper=True)


def borrowing(function: Function) -> Function:
    """Like :func:`inner`, for a function that works on arrays lent to it, makes none and hands none back.

    No reference to an array is counted, which takes two thirds of the time of short loops over many arrays;
    numba refuses to compile it if it needs memory of its own ("NRT required").
    """
    return _stamped(function, no_cfunc_wrapper=True, no_cpython_wrapper=True, _nrt=False)


def _stamped(function: Function, **options: bool) -> Function:
    njit: Any = numba.njit  # its published types know nothing of the wrappers
    try:
        machine = njit(cache=True, **options)(function)
    except RuntimeError:  # no folder to keep the code in: every process compiles for itself
        uncached: Function = njit(**options)(function)
        return uncached
    machine._cache._cache_file._source_stamp = stamp_of_module(function.__module__)  # noqa: SLF001  (numba has no public way)
    compiled_function: Function = machine
    return compiled_function
