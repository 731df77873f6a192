"""Every company that a list would show, page after page, and what the ids in them are called."""

from collections.abc import Iterator, Sequence

from sqlmodel import Session, select

from api.documents.company_list import Names
from api.store.companies import COMPANY
from api.store.district import ChainRow, CityRow
from api.store.listing import MOST_A_PAGE, Filter, page
from api.store.people import PersonRow, UnitRow
from planner.company import Company
from planner.travel.gazetteer import all_cities


def every_company(
    session: Session, filters: Sequence[Filter], sort: str, *, descending: bool, deleted: bool = False
) -> Iterator[Company]:
    """The live (or deleted) companies that pass ``filters``, in order.

    Raises as :func:`api.store.listing.page` does.
    """
    after = None
    while True:
        found = page(
            session,
            COMPANY,
            filters,
            sort=sort,
            descending=descending,
            after=after,
            limit=MOST_A_PAGE,
            deleted=deleted,
        )
        yield from (item.value for item in found.items)
        after = found.next
        if after is None:
            return


def company_names(session: Session) -> Names:
    """The names of cities, chains, units and people, deleted ones included."""
    cities = {city.adcode: city.name for city in all_cities()}
    return Names(
        cities=cities | dict(session.exec(select(CityRow.id, CityRow.name)).all()),
        chains=dict(session.exec(select(ChainRow.id, ChainRow.name)).all()),
        units=dict(session.exec(select(UnitRow.id, UnitRow.name)).all()),
        people=dict(session.exec(select(PersonRow.id, PersonRow.name)).all()),
    )
