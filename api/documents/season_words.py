"""What differs between seasons, for people: ids as names, minutes as times, amounts as they are spoken of."""

from collections.abc import Mapping

from api.documents.amounts import investment, yuan
from api.texts import Language, say
from planner.references import known_ids
from planner.season import Season
from planner.season_difference import SeasonDifference

_CLOCKS = frozenset(
    {"start_minute", "leave_base", "back_at_base", "leave_hotel", "at_hotel"}
    | {"visits_open", "visits_close", "lunch_open", "lunch_close"}
)
_RANKS = frozenset({"rank", "least_rank", "leader_rank_at_most", "staff_rank_at_least"})
_AMOUNTS = frozenset({"budget_cny", "region_budgets_cny", "flight_fee_cny"})
# What kind of thing the ids in a field are of.
_KINDS: Mapping[str, str] = {
    "chief": "person", "head": "person", "deputy": "person", "staff": "person", "liaison": "person",
    "person": "person", "people": "person", "required": "person", "wished": "person", "unit": "unit",
    "chain": "chain", "base": "base", "city": "city", "cities": "city", "parent": "city",
    "regions": "region", "region_budgets_cny": "region", "after": "event", "events": "event",
    "trips": "person", "visits": "person",
}  # fmt: skip
_MOST_LETTERS = 240
_TABLES = frozenset({"chance_permille", "kind_points", "most_of_kind", "region_budgets_cny", "events"})


class SeasonWords:
    """What the ids of two seasons are called; one that neither has stands for itself."""

    def __init__(self, before: Season, after: Season, language: Language) -> None:
        self._language = language
        old, new = known_ids(before), known_ids(after)
        self._names = {kind: old[kind] | new[kind] for kind in new}
        self._ranks = (before.rules.rank_names, after.rules.rank_names)

    def name(self, kind: str, key: str) -> str:
        """The name of whatever of this kind has this id."""
        return self._names[kind].get(key, key)

    def subject(self, item: SeasonDifference) -> str:
        """What the item that differs is called."""
        return self.name(item.part.value, item.subject) if item.part.value in self._names else item.subject

    def field(self, item: SeasonDifference) -> str:
        """What the field is called, with the key in a table of it; empty for a whole item."""
        if not item.field:
            return ""
        path, key = list(item.field), ""
        if path[0] in _TABLES or path[0] == "trains":
            path, key = path[:1], self._key(path[0], path[1])
        label = say(f"comparison.field.{item.part.value}.{'.'.join(path)}", self._language)
        return f"{label} {key}".rstrip()

    def before(self, item: SeasonDifference) -> str:
        """The words of the first season; a dash for none."""
        return self._said(item, item.before, 0)

    def after(self, item: SeasonDifference) -> str:
        """The words of the second season; a dash for none."""
        return self._said(item, item.after, 1)

    def _key(self, table: str, key: str) -> str:
        """What a key of a table is called."""
        if table == "chance_permille":
            return say(f"document.stage.{key}", self._language)
        return self.name(_KINDS[table], key) if table in _KINDS else key

    def _said(self, item: SeasonDifference, words: tuple[str, ...], side: int) -> str:
        if not words:
            return say("comparison.none", self._language)
        name = item.field[0] if item.field[0] in _TABLES else item.field[-1]
        said = (self._one(name, word, side) for word in words)
        text = say("comparison.list_separator", self._language).join(said)
        return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"

    def _one(self, name: str, word: str, side: int) -> str:
        """One word of the field ``name``."""
        if word in {"true", "false"}:
            return say("comparison.yes" if word == "true" else "comparison.no", self._language)
        if name in _CLOCKS:
            return f"{int(word) // 60}:{int(word) % 60:02d}"
        if name in _RANKS:
            return self._ranks[side][int(word) - 1]
        if name == "stage":
            return say(f"document.stage.{word}", self._language)
        if name == "expected_investment_cny":
            return investment(int(word), self._language) or word
        if name in _AMOUNTS:
            return yuan(int(word), self._language)
        return self._named(name, word)

    def _named(self, name: str, word: str) -> str:
        """Ids as names; a pin is a company, a day and a leader."""
        if name not in _KINDS:
            return word
        if name == "visits":
            company, *rest = word.split(" ")
            named = [self.name("company", company), *(self.name("person", part) for part in rest)]
            return " ".join(named)
        if name == "trips":
            return " ".join(self.name("person", part) for part in word.split(" "))
        return self.name(_KINDS[name], word)
