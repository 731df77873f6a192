"""A calendar as it goes out: its bytes plain and packed, and every header, made once."""

import gzip
import hashlib
from dataclasses import dataclass
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
class Rendered:
    """A calendar as of the ``plans``-th publication.

    ``modified`` is its Last-Modified in seconds since 1970 (None: nothing published), the same as long as the
    bytes are. The tags are strong (RFC 9110 §8.8.3): packed bytes are other bytes, with a tag of their own.
    """

    plans: int
    body: bytes
    packed: bytes
    tag: bytes
    packed_tag: bytes
    modified: int | None
    shared: Headers
    plain_headers: Headers
    packed_headers: Headers

    @property
    def weight_bytes(self) -> int:
        """What it takes of memory, its headers apart."""
        return len(self.body) + len(self.packed)


def key_of(address: Address) -> Key:
    """What ``address`` shares with others that show the same."""
    return (address.target, address.level, address.alarms, address.language)


def render(edition: Edition, key: Key, before: Rendered | None) -> Rendered:
    """The calendar of ``key`` in ``edition``; ``before`` is how it was rendered last, if it was."""
    (kind, season, identity), level_name, alarms, language_name = key
    target = Target.model_validate({"kind": kind, "season": season or None, "id": identity})
    level, language = Level(level_name), _language(language_name)
    body = subscribed_calendar(edition.published, target, level=level, alarms=alarms, language=language)
    modified = None if edition.modified_at is None else int(edition.modified_at.timestamp())
    if before is not None and before.body == body:
        modified = before.modified
    name = calendar_name(edition.published, target, level, language)
    return rendered(body, name, modified, edition.plans)


def rendered(body: bytes, name: str, modified: int | None, plans: int) -> Rendered:
    """``body`` with its headers; equal bytes make equal headers on every machine."""
    digest = hashlib.sha256(body).hexdigest()[:32].encode()
    packed = gzip.compress(body, compresslevel=6, mtime=0)
    tag, packed_tag = b'"' + digest + b'"', b'"' + digest + b'-gzip"'
    file_name = quote(name.translate(_NAMELESS) + ".ics", safe="")
    shared: Headers = [
        (b"cache-control", b"private, no-cache"),
        (b"vary", b"accept-encoding"),
        *PRIVACY,
    ]
    if modified is not None:
        date = format_datetime(datetime.fromtimestamp(modified, UTC), usegmt=True)
        shared.append((LAST_MODIFIED, date.encode()))
    full: Headers = [
        *shared,
        (b"content-type", b"text/calendar; charset=utf-8"),
        (b"content-disposition", f"inline; filename*=UTF-8''{file_name}".encode()),
    ]
    return Rendered(
        plans=plans,
        body=body,
        packed=packed,
        tag=tag,
        packed_tag=packed_tag,
        modified=modified,
        shared=shared,
        plain_headers=[*full, (b"etag", tag), (b"content-length", b"%d" % len(body))],
        packed_headers=[
            *full,
            (b"etag", packed_tag),
            (b"content-encoding", b"gzip"),
            (b"content-length", b"%d" % len(packed)),
        ],
    )


def _language(name: str) -> Language:
    return "en" if name == "en" else "zh"
