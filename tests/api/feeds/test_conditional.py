"""Reading what a client says it has and takes (RFC 9110 §12.5.3, §13)."""

from datetime import UTC, datetime

import pytest

from api.feeds.conditional import Wishes, is_unmodified, matching_tag, takes_gzip, wishes

TAGS = (b'"a-gzip"', b'"a"')
MODIFIED = datetime(2027, 2, 1, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("accepted", "taken"),
    [
        (b"", False),
        (b"gzip", True),
        (b"GZip, deflate, br", True),
        (b"deflate;q=1.0, gzip;q=0.2", True),
        (b"gzip;q=0", False),
        (b"gzip; q=0.000 , *", False),
        (b"*", True),
        (b"*;q=0", False),
        (b"identity", False),
        (b"x-gzip", True),
        (b"gzip;q=nonsense", False),
        (b"gzipped", False),
        (b",;=,", False),
    ],
)
def test_gzip_goes_to_who_takes_it(accepted: bytes, *, taken: bool) -> None:
    assert takes_gzip(accepted) is taken


@pytest.mark.parametrize(
    ("known", "tag"),
    [
        (b'"a"', b'"a"'),
        (b'"a-gzip"', b'"a-gzip"'),
        (b'"x", W/"a" ,"y"', b'"a"'),
        (b"*", b'"a-gzip"'),
        (b"a", None),
        (b'"A"', None),
        (b'""', None),
        (b"\xff\x00,,", None),
    ],
)
def test_a_tag_matches_if_it_is_named(known: bytes, tag: bytes | None) -> None:
    assert matching_tag(known, TAGS) == tag


@pytest.mark.parametrize(
    ("since", "unmodified"),
    [
        (b"Mon, 01 Feb 2027 01:00:00 GMT", True),
        (b"Mon, 01 Feb 2027 01:00:01 GMT", True),
        (b"Mon, 01 Feb 2027 09:00:00 +0800", True),
        (b"Mon, 01 Feb 2027 00:59:59 GMT", False),
        (b"", False),
        (b"tomorrow", False),
        (b"\xff", False),
        (b"Mon, 01 Feb 99999999999999 01:00:00 GMT", False),
    ],
)
def test_a_date_is_read_and_a_bad_one_says_nothing(since: bytes, *, unmodified: bool) -> None:
    assert is_unmodified(since, MODIFIED) is unmodified
    assert is_unmodified(since, None) is False


def test_headers_that_come_in_parts_are_one() -> None:
    headers = [
        (b"if-none-match", b'"x"'),
        (b"accept-encoding", b"br"),
        (b"if-none-match", b'"a"'),
        (b"accept-encoding", b"gzip"),
        (b"user-agent", b"dataaccessd/1.0"),
        (b"if-modified-since", b"Mon, 01 Feb 2027 01:00:00 GMT"),
    ]
    assert wishes(headers) == Wishes(
        takes_gzip=True,
        known_tags=b'"x","a"',
        known_since=b"Mon, 01 Feb 2027 01:00:00 GMT",
        agent=b"dataaccessd/1.0",
    )
