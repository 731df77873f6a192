"""Examples for the records: a new one under a free id, then that one read, changed, deleted, brought back."""

import re
from itertools import count, islice
from typing import Any

from api.errors import NotFound
from api.examples.scene import Example, Scene, Shown, if_match
from api.routes import (
    busy_times,
    chains,
    cities,
    companies,
    events,
    facts,
    meeting_series,
    milestones,
    nominations,
    outposts,
    people,
    problem_list,
    regions,
    seasons,
    targets,
    units,
)
from api.routes.resource import Resource
from api.store import listing, records
from api.store.district import REGION
from api.store.kind import Kind, Reference
from api.store.listing import Filter, Test
from api.store.people import PERSON, UNIT
from api.store.record import Stored
from planner.travel.gazetteer import all_cities

_MODULES = (
    units,
    people,
    chains,
    regions,
    outposts,
    cities,
    companies,
    busy_times,
    seasons,
    events,
    facts,
    problem_list,
    milestones,
    nominations,
    targets,
    meeting_series,
)
RESOURCES: dict[str, Resource[Any]] = {module.RESOURCE.name: module.RESOURCE for module in _MODULES}
# The field that tells records of a kind apart, where it is not "id".
_KEYS = {
    "city": "adcode",
    "milestone": "project",
    "nomination": "person",
    "fact": "company",
    "year_targets": "year",
}
# Of these kinds any record will do: the demonstration makes none, and their ids are those of others.
_ANY = frozenset({"nomination", "fact", "year_targets"})
_MOST_PEOPLE = 200


def record_examples(scene: Scene) -> Shown:
    """The operations that every kind of record has, and the hand-over of a company."""
    found: dict[str, Example] = {}
    for resource in RESOURCES.values():
        found |= _of(scene, resource)
    return found | {"hand_over_company": _hand_over(scene)}


def _of(scene: Scene, resource: Resource[Any]) -> Shown:
    one = resource.name
    new = _new(scene, resource)
    live, gone = newest(scene, one), newest(scene, one, deleted=True)
    # Until the example is sent, what is read is some record, what is deleted the one that it would make.
    shown = live or anyone(scene, resource.kind)
    coming = if_match(resource.kind.identity(resource.kind.value.model_validate(new)), 1)
    last = max((item for item in (live, gone) if item), key=lambda item: item.changed_at, default=shown)
    return {
        f"create_{one}": Example(body=new),
        f"read_{one}": Example({"identity": shown.id if shown else coming["identity"]}),
        f"replace_{one}": Example(_versioned(shown) or coming, _body(shown) if shown else new),
        f"delete_{one}": Example(_versioned(live) or coming),
        f"restore_{one}": Example(_versioned(gone) or _versioned(live) or coming),
        f"{one}_history": Example({"identity": last.id if last else coming["identity"]}),
    }


def newest(scene: Scene, name: str, *, deleted: bool = False) -> Stored[Any] | None:
    """Of the records that came of the example the one changed last; None if there is none."""
    resource = RESOURCES[name]
    stem = "" if name in _ANY else "9999" if name == "city" else _key_of(resource, _example(resource))
    return changed_last(scene, resource.kind, Filter("id", Test.CONTAINS, stem), deleted=deleted)


def changed_last(
    scene: Scene, kind: Kind[Any], *filters: Filter, deleted: bool = False
) -> Stored[Any] | None:
    """The record that was changed last of those that pass."""
    found = listing.page(
        scene.session, kind, filters, sort="changed_at", descending=True, limit=1, deleted=deleted
    )
    return found.items[0] if found.items else None


def anyone(scene: Scene, kind: Kind[Any], *filters: Filter) -> Stored[Any] | None:
    """The first record by id of those that pass; None if there is none."""
    found = listing.page(scene.session, kind, filters, limit=1).items
    return found[0] if found else None


def _versioned(record: Stored[Any] | None) -> dict[str, str] | None:
    return None if record is None else if_match(record.id, record.version)


def _body(record: Stored[Any]) -> dict[str, Any]:
    body: dict[str, Any] = record.value.model_dump(mode="json", exclude_defaults=True)
    return body


def _example(resource: Resource[Any]) -> dict[str, Any]:
    shown: dict[str, Any] = resource.example.model_dump(mode="json", exclude_defaults=True)
    return shown


def _key_of(resource: Resource[Any], body: dict[str, Any]) -> str:
    return str(body[_KEYS.get(resource.name, "id")])


def _new(scene: Scene, resource: Resource[Any]) -> dict[str, Any]:
    """The resource's example under an id that no record has, naming records that are there."""
    kind = resource.kind
    if resource.name == "nomination":
        body = _example(resource) | {"person": _not_nominated(scene)}
    else:
        bodies = (_numbered(resource, number) for number in count(1))
        body = next(
            body
            for body in bodies
            if not is_known(scene, kind, kind.identity(kind.value.model_validate(body)))
        )
    if resource.name == "region":
        body |= {"cities": _free_cities(scene, body["cities"])}
    for named in kind.references(kind.value.model_validate(body)):
        _put(body, named.place, _standing(scene, named))
    return body


def _free_cities(scene: Scene, wished: list[str]) -> list[str]:
    """As many cities as ``wished``, those if they are free: no season has a city in two regions."""
    regions_now = listing.page(scene.session, REGION, limit=listing.MOST_A_PAGE).items
    taken = {city for region in regions_now for city in region.value.cities}
    free = (city for city in (*wished, *(city.adcode for city in all_cities())) if city not in taken)
    return list(islice(dict.fromkeys(free), len(wished)))


def _numbered(resource: Resource[Any], number: int) -> dict[str, Any]:
    body = _example(resource)
    if number == 1:
        return body
    if resource.name == "year_targets":  # no two of one year
        return _of_year(body, body["year"] + number - 1)
    key = _KEYS.get(resource.name, "id")
    told = _key_of(resource, body)
    body[key] = str(int(told) + number - 1) if resource.name == "city" else f"{told}-{number}"
    return body | ({"name": f"{body['name']} {number}"} if "name" in body else {})


def _of_year(body: dict[str, Any], year: int) -> dict[str, Any]:
    return body | {"year": year, "targets": [target | {"year": year} for target in body["targets"]]}


def _not_nominated(scene: Scene) -> str:
    """Somebody without a nomination, the one changed last; if there is nobody, whom the example names."""
    found = listing.page(scene.session, PERSON, sort="changed_at", descending=True, limit=_MOST_PEOPLE)
    free = (item.id for item in found.items if not is_known(scene, nominations.RESOURCE.kind, item.id))
    return next(free, nominations.RESOURCE.example.person)


def is_known(scene: Scene, kind: Kind[Any], identity: str, *, deleted: bool = True) -> bool:
    """Whether there is a record of this id, with ``deleted`` also a deleted one."""
    try:
        records.stored(scene.session, kind, identity, deleted=deleted)
    except NotFound:
        return False
    return True


def _standing(scene: Scene, named: Reference) -> str:
    """The record that is named if it is there, else one that came of an example, else any of its kind."""
    kind = RESOURCES[named.kind].kind
    if is_known(scene, kind, named.id, deleted=False):
        return named.id
    found = newest(scene, named.kind) or anyone(scene, kind)
    return found.id if found else named.id


def _put(body: dict[str, Any], place: str, value: str) -> None:
    """Write ``value`` at a place such as ``first_contact.unit`` or ``wished[0]``."""
    *steps, last = (int(step) if step.isdigit() else step for step in re.findall(r"\w+", place))
    inner: Any = body
    for step in steps:
        inner = inner[step]
    inner[last] = value


def _hand_over(scene: Scene) -> Example:
    company, unit = newest(scene, "company") or anyone(scene, companies.RESOURCE.kind), newest(scene, "unit")
    unit = unit or anyone(scene, UNIT)
    if company is None or unit is None:
        return Example()
    person = anyone(scene, PERSON, Filter("unit", Test.IS, unit.id))
    return Example(
        if_match(company.id, company.version),
        {"unit": unit.id} | ({"person": person.id} if person else {}),
    )
