"""Where each guest of an event sits, for the door and for documents: read from the kept seating."""

from collections.abc import Mapping

from sqlmodel import Session

from api.store.event_sheets import SheetKind, find_sheet
from events.check_in import Seat


def seats_of(session: Session, event: str) -> Mapping[str, Seat]:
    """Table and seat by guest (id); empty while nothing is kept."""
    kept = find_sheet(session, event, SheetKind.SEATING)
    if kept is None:
        return {}
    return {guest: Seat.model_validate(seat) for guest, seat in kept.body.get("seats", {}).items()}
