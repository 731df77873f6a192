"""A calendar as it goes out: its bytes plain and packed, and every header, made once."""

import gzip
import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import quote

from api.calendars.privacy import Level
from api.calendars.subscribed import calendar_name, subscribed_calendar
from api.calendars.target import Target
from api.feeds.library import Edition
from api.store.feed_lookup import Address
from api.texts import Language

Headers = list[tuple[bytes, bytes]]
# (target key, level, alarms, language): what two subscriptions must share to be served the same bytes.
Key = tuple[tuple[str, str, str], str, bool, str]

PRIVACY: Headers = [
    (b"x-robots-tag", b"noindex"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
]
LAST_MODIFIED = b"last-modified"
_NAMELESS = str.maketrans(dict.fromkeys('/\\:*?"<>|', "-"))


@dataclass(frozen=True, slots=True)
class Form:
    """One of the two forms a calendar goes out in: its bytes, its tag, its headers with 200 and with 304."""

    body: bytes
    tag: bytes
    headers: Headers
    unchanged_headers: Headers


@dataclass(frozen=True, slots=True)
class Rendered:
    """A calendar as of the ``plans``-th change, as it is and gzipped.

    ``made_from`` is what it shows (:meth:`Edition.made_from`). ``modified`` is its Last-Modified (None:
    nothing published), in whole seconds, the same as long as the bytes are. Tags are strong (RFC 9110
    §8.8.3): packed bytes are other bytes, with a tag of their own.
    """

    plans: int
    modified: datetime | None
    plain: Form
    packed: Form
    made_from: tuple[object, ...] = ()

    @property
    def weight_bytes(self) -> int:
        """What it takes of memory, its headers apart."""
        return len(self.plain.body) + len(self.packed.body)


def key_of(address: Address) -> Key:
    """What ``address`` shares with others that show the same."""
    return (address.target, address.level, address.alarms, address.language)


def render(edition: Edition, key: Key, before: Rendered | None) -> Rendered:
    """The calendar of ``key`` in ``edition``; ``before`` is how it was rendered last, if it was.

    Where nothing changed that it is made from it is not made again: problems change many times a day.
    """
    (kind, season, identity), level_name, alarms, language_name = key
    target = Target.model_validate({"kind": kind, "season": season or None, "id": identity})
    level, language = Level(level_name), _language(language_name)
    made_from, due = edition.made_from(target), edition.due_of(target)
    if before is not None and before.made_from == made_from:
        return replace(before, plans=edition.plans)
    body = subscribed_calendar(
        edition.published, target, due=due, level=level, alarms=alarms, language=language
    )
    modified = edition.modified_at
    if before is not None and before.plain.body == body:
        modified = before.modified
    name = calendar_name(edition.published, target, level, language)
    return replace(rendered(body, name, modified, edition.plans), made_from=made_from)


def rendered(body: bytes, name: str, modified: datetime | None, plans: int) -> Rendered:
    """``body`` with its headers; equal bytes have equal tags on every machine."""
    digest = hashlib.sha256(body).hexdigest()[:32]
    packed = gzip.compress(body, compresslevel=6, mtime=0)
    file_name = quote(name.translate(_NAMELESS) + ".ics", safe="")
    shared: Headers = [(b"cache-control", b"private, no-cache"), (b"vary", b"accept-encoding"), *PRIVACY]
    if modified is not None:
        shared.append((LAST_MODIFIED, format_datetime(modified.astimezone(UTC), usegmt=True).encode()))
    full: Headers = [
        (b"content-type", b"text/calendar; charset=utf-8"),
        (b"content-disposition", f"inline; filename*=UTF-8''{file_name}".encode()),
    ]
    coding = (b"content-encoding", b"gzip")
    return Rendered(
        plans=plans,
        modified=modified,
        plain=_form(body, f'"{digest}"', shared, full),
        packed=_form(packed, f'"{digest}-gzip"', shared, [*full, coding]),
    )


def _form(body: bytes, tag: str, shared: Headers, full: Headers) -> Form:
    told: Headers = [*shared, (b"etag", tag.encode())]
    length = (b"content-length", b"%d" % len(body))
    return Form(body=body, tag=tag.encode(), headers=[*told, *full, length], unchanged_headers=told)


def _language(name: str) -> Language:
    return "en" if name == "en" else "zh"
