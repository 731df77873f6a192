"""Rendered calendars, ready to go out, up to so many bytes of them."""

from api.feeds.rendering import Key, Rendered

MOST_BYTES = 134_217_728


class Shelf:
    """Calendars by what they show; when it is full, those that were put first go first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._rendered: dict[Key, Rendered] = {}

    def get(self, key: Key, plans: int) -> Rendered | None:
        """The calendar of ``key``, if it is as of the ``plans``-th publication or a later one."""
        found = self._rendered.get(key)
        return found if found is not None and found.plans >= plans else None

    def last(self, key: Key) -> Rendered | None:
        """The calendar of ``key`` as it was rendered last, however long ago."""
        return self._rendered.get(key)

    def put(self, key: Key, calendar: Rendered) -> None:
        """Keep ``calendar`` in place of an older one. Not for several threads at once."""
        before = self._rendered.pop(key, None)
        self._rendered[key] = calendar
        self._bytes += calendar.weight_bytes - (before.weight_bytes if before else 0)
        while self._bytes > self._most_bytes and len(self._rendered) > 1:
            oldest = self._rendered.pop(next(iter(self._rendered)))
            self._bytes -= oldest.weight_bytes
