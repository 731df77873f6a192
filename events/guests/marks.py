"""By what a person is recognised on two lists: name with organisation, mail, telephone."""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from events.guest import Guest

MOBILE = re.compile(r"1\d{10}")
_COUNTRY_CODE = re.compile(r"^(?:\+|00)?86(?=1\d{10}$)")


class MarkKind(StrEnum):
    """What two entries have in common."""

    ID = "id"
    MAIL = "mail"
    PHONE = "phone"
    ORGANISATION = "organisation"


class Mark(NamedTuple):
    """One thing that points to a person, in the form in which equal things compare equal."""

    kind: MarkKind
    value: str


@lru_cache(maxsize=1 << 15)
def plain(text: str) -> str:
    """``text`` as it compares: full and half width alike, upper and lower case alike, no spaces or dots.

    ``赵 云`` equals ``赵云``, ``Ａcme`` equals ``ACME``.
    """
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


def plain_phone(text: str) -> str:
    """The digits of a telephone number; a mobile number without its country code."""
    kept = re.sub(r"[^\d+]", "", unicodedata.normalize("NFKC", text))
    return _COUNTRY_CODE.sub("", kept).lstrip("+")


def marks_of(guest: Guest) -> frozenset[Mark]:
    """The marks of ``guest`` beside his name; what is empty marks nobody."""
    found = (
        Mark(MarkKind.MAIL, guest.mail.strip().casefold()),
        Mark(MarkKind.PHONE, plain_phone(guest.phone)),
        Mark(MarkKind.ORGANISATION, plain(guest.organisation)),
    )
    return frozenset(mark for mark in found if mark.value)


def personal_marks_of(guest: Guest) -> frozenset[Mark]:
    """The marks that people rarely share: the mail address and a mobile number, not a switchboard's."""
    return frozenset(
        mark
        for mark in marks_of(guest)
        if mark.kind is MarkKind.MAIL or (mark.kind is MarkKind.PHONE and MOBILE.fullmatch(mark.value))
    )


def is_same_person(one: Guest, other: Guest) -> bool:
    """Whether the two entries are surely one person: one id, or one name and a mark in common."""
    if one.id == other.id:
        return True
    return plain(one.name) == plain(other.name) and not marks_of(one).isdisjoint(marks_of(other))


def may_be_same_person(one: Guest, other: Guest) -> bool:
    """Whether they are surely one person, or share a personal mark under two names."""
    return is_same_person(one, other) or not personal_marks_of(one).isdisjoint(personal_marks_of(other))
