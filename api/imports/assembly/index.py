"""The rows of a sheet by id and by name, so that people may refer to them by either."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from api.imports.ledger import Ledger
from api.imports.parse.refusal import Refused
from api.imports.parse.text import key_of
from api.imports.rows import Row

_BOTH = re.compile(r"(.+?)[(](.+)[)]")
# An id becomes part of file names and of addresses.
_UNUSABLE = re.compile(r'[\x00-\x1f\\/:*?"<>|]|^\.|^.{65,}$')


class Index:
    """What the sheet called ``title`` holds.

    ``also`` gives further names to ids: 本地 for home. ``blamed``: the sheet is missing or empty, which is
    said once and not again for every reference to it.
    """

    def __init__(self, title: str, *, also: Iterable[tuple[str, str]] = (), blamed: bool = False) -> None:
        self.title, self.blamed = title, blamed
        self._ids: dict[str, str] = {}
        self._names: dict[str, list[str]] = {}
        self._places: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._nearest: dict[str, str] = {}
        for name, id_ in also:
            self._name(name, id_)

    def add(self, row: Row, ledger: Ledger, name_field: str = "name") -> str:
        """Take a row in and return its id: what it says, else its name; blames one taken or unusable."""
        name = row.get(name_field, "")
        id_, field = (row.get("id"), "id") if row.get("id") else (name, name_field)
        key = key_of(id_)
        if key in self._places:
            row.sound = False
            ledger.blame(Refused("duplicate_row", first=self._places[key]), row.place(field), id_)
        elif _UNUSABLE.search(id_):
            row.sound = False
            ledger.blame(Refused("unusable_id"), row.place(field), id_)
        self._places.setdefault(key, row.place(field))
        self._ids.setdefault(key, id_)
        self._name(name or id_, id_)
        return str(id_)

    def _name(self, name: str, id_: str) -> None:
        self._shown[key_of(name)] = name
        ids = self._names.setdefault(key_of(name), [])
        if id_ not in ids:
            ids.append(id_)

    def resolve(self, text: str) -> str:
        """The id that ``text`` means: an id, a name that only one bears, or 姓名（编号）.

        Raises Refused: unknown_reference with what is near, ambiguous_name with the ids.
        """
        key = key_of(text)
        if key in self._ids:
            return self._ids[key]
        if len(ids := self._names.get(key, [])) == 1:
            return ids[0]
        both = _BOTH.fullmatch(key)
        if both is not None:
            named = [self._ids[part] for part in both.groups() if part in self._ids]
            if len(named) == 1:
                return named[0]
        if ids:
            raise Refused("ambiguous_name", text=text, ids="、".join(ids))
        raise Refused("unknown_reference", text=text, sheet=self.title, near=self._near(key))

    def _near(self, key: str) -> str:
        """The names most like ``key``; a mistake made in every row is looked up once."""
        if key not in self._nearest:
            self._nearest[key] = self._search(key)
        return self._nearest[key]

    def _search(self, key: str) -> str:
        close = get_close_matches(key, [*self._shown, *self._ids], 3, 0.5)
        return "、".join(dict.fromkeys(self._shown.get(item) or self._ids[item] for item in close)) or "—"
