"""The one door to numba: a decorator that keeps the types mypy knows, and a cache that cannot go stale.

Importing this module costs what importing numba costs (about half a second); nothing that
``planner.season`` imports may do so.

numba looks only at the file a function stands in when it decides whether the machine code on disk still
fits; code that was compiled into it from another file may have changed. So the stamp of every function here
covers all the sources of its package, and of this one.
"""

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import numba

Function = TypeVar("Function", bound=Callable[..., Any])


def stamp_of(sources: Mapping[str, bytes]) -> str:
    """A stamp that changes when any of ``sources`` (name -> text) does."""
    digest = hashlib.sha256()
    for name in sorted(sources):
        digest.update(name.encode() + b"\0" + sources[name] + b"\0")
    return digest.hexdigest()


@cache
def package_stamp(package: str = "planner.travel") -> str:
    """The stamp of the sources of ``package``, and of this one, as they are installed."""
    sources = {
        f"{name}/{item.name}": item.read_bytes()
        for name in {package, "planner.travel"}
        for item in files(name).iterdir()
        if item.name.endswith(".py")
    }
    return stamp_of(sources)


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
    machine._cache._cache_file._source_stamp = package_stamp(function.__module__.rpartition(".")[0])  # noqa: SLF001  (numba has no public way)
    compiled_function: Function = machine
    return compiled_function
