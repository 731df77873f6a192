"""The cursor of lists that run from the newest to the oldest: the moment of creation, equal ones by id."""

import base64
import binascii
import json
from datetime import UTC, datetime

from api.errors import InvalidInput
from planner.errors import Fault


def creation_cursor(created_at: datetime, identity: str) -> str:
    """The cursor behind the entry of this moment and id."""
    text = json.dumps([created_at.isoformat(), identity])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_creation_cursor(text: str) -> tuple[datetime, str]:
    """Moment (UTC) and id of a cursor; raises :class:`InvalidInput` for one that nobody handed out."""
    try:
        padded = text + "=" * (-len(text) % 4)
        shown, identity = json.loads(base64.b64decode(padded.encode("ascii"), b"-_", validate=True))
        moment = datetime.fromisoformat(shown)
        if moment.utcoffset() is None or not isinstance(identity, str) or not identity.isprintable():
            raise ValueError(shown)  # noqa: TRY301  (one way out for every kind of damage)
        return moment.astimezone(UTC), identity
    except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error) as error:
        raise InvalidInput(Fault(code="unfit_cursor", place="after", value=text[:80])) from error
