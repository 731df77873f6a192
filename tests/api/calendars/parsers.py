"""Three more parsers that share no code: libical, vobject, and the strict one of Home Assistant."""

import ctypes.util
import importlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.api.calendars.readers import Reading


class _Time(ctypes.Structure):
    """``struct icaltimetype`` of libical 3 (``libical/icaltime.h``)."""

    _fields_ = (
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        ("is_date", ctypes.c_int),
        ("is_daylight", ctypes.c_int),
        ("zone", ctypes.c_void_p),
    )


_POINTER, _TEXT, _NUMBER = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
_SIGNATURES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "icalparser_parse_string": (_POINTER, (_TEXT,)),
    "icalcomponent_string_to_kind": (_NUMBER, (_TEXT,)),
    "icalproperty_string_to_kind": (_NUMBER, (_TEXT,)),
    "icalcomponent_get_first_component": (_POINTER, (_POINTER, _NUMBER)),
    "icalcomponent_get_next_component": (_POINTER, (_POINTER, _NUMBER)),
    "icalcomponent_get_first_property": (_POINTER, (_POINTER, _NUMBER)),
    "icalproperty_get_value_as_string": (_TEXT, (_POINTER,)),
    "icalcomponent_get_summary": (_TEXT, (_POINTER,)),
    "icalcomponent_get_uid": (_TEXT, (_POINTER,)),
    "icalcomponent_get_dtstart": (_Time, (_POINTER,)),
    "icalcomponent_get_dtend": (_Time, (_POINTER,)),
    "icaltime_as_timet_with_zone": (ctypes.c_long, (_Time, _POINTER)),
    "icalcomponent_free": (None, (_POINTER,)),
}


def _libical() -> Any:
    name = ctypes.util.find_library("ical")
    if name is None:
        pytest.skip("needs libical3: apt-get install libical3")
    library = ctypes.CDLL(name)
    for function, (result, arguments) in _SIGNATURES.items():
        found = getattr(library, function)
        found.restype, found.argtypes = result, arguments
    return library


def read_by_libical(data: bytes) -> set[Reading]:
    """What libical, the parser of Evolution, GNOME Calendar and KOrganizer, reads."""
    library = _libical()
    root = library.icalparser_parse_string(data)
    assert root, "libical cannot parse it"
    found = set(_libical_readings(library, root))
    library.icalcomponent_free(root)
    return found


def _libical_readings(library: Any, root: int) -> Iterator[Reading]:
    kind = library.icalcomponent_string_to_kind(b"VEVENT")
    status = library.icalproperty_string_to_kind(b"STATUS")
    entry = library.icalcomponent_get_first_component(root, kind)
    while entry:
        held = library.icalcomponent_get_first_property(entry, status)
        yield Reading(
            library.icalcomponent_get_uid(entry).decode(),
            _libical_moment(library, library.icalcomponent_get_dtstart(entry)),
            _libical_moment(library, library.icalcomponent_get_dtend(entry)),
            library.icalproperty_get_value_as_string(held).decode(),
            library.icalcomponent_get_summary(entry).decode(),
        )
        entry = library.icalcomponent_get_next_component(root, kind)


def _libical_moment(library: Any, time: _Time) -> datetime | date:
    if time.is_date:
        return date(time.year, time.month, time.day)
    return datetime.fromtimestamp(library.icaltime_as_timet_with_zone(time, time.zone), UTC)


def _utc(moment: datetime | date) -> datetime | date:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def read_by_vobject(data: bytes) -> set[Reading]:
    """What vobject, the parser behind Radicale, reads."""
    vobject = importlib.import_module("vobject")
    root = vobject.readOne(data.decode())
    return {
        Reading(
            entry.uid.value,
            _utc(entry.dtstart.value),
            _utc(entry.dtend.value),
            entry.status.value,
            entry.summary.value,
        )
        for entry in root.contents.get("vevent", [])
    }


def read_by_home_assistant(data: bytes) -> set[Reading]:
    """What ``ical``, the strict parser of Home Assistant, reads."""
    stream = importlib.import_module("ical.calendar_stream")
    root = stream.IcsCalendarStream.calendar_from_ics(data.decode())
    return {
        Reading(
            str(entry.uid),
            _utc(entry.dtstart),
            _utc(entry.dtend),
            entry.status.value,
            entry.summary,
        )
        for entry in root.events
    }
