"""Rules 7 and 8 over all trips: a company met once, caps on kinds, budgets."""

from collections import Counter
from collections.abc import Iterator

from planner.audit.evidence import Evidence
from planner.audit.violation import Violation, broken
from planner.spending import fares_cny, lodging_cny


def met_once(evidence: Evidence) -> Iterator[Violation]:
    """No company is met twice."""
    meetings = Counter(visit.company for item in evidence.trips for visit in item.trip.visits)
    for company, times in meetings.items():
        if times > 1:
            yield broken("met_once", "trips", company=evidence.companies[company].name, times=times)


def kind_cap(evidence: Evidence) -> Iterator[Violation]:
    """No more companies of a kind are met than allowed."""
    met = {visit.company for item in evidence.trips for visit in item.trip.visits}
    kinds = Counter(kind for company in met for kind in set(evidence.companies[company].kinds))
    for kind, most in evidence.season.rules.most_of_kind.items():
        if kinds[kind] > most:
            yield broken("kind_cap", "trips", kind=kind, companies=kinds[kind], most=most)


def budget(evidence: Evidence) -> Iterator[Violation]:
    """Fares and lodging stay within the season's budget and each region's."""
    rules, spent = evidence.season.rules, Counter[str]()
    for item in evidence.trips:
        spent[item.trip.region] += fares_cny(item.trip, evidence.season, evidence.times)
        spent[item.trip.region] += lodging_cny(item.trip, evidence.season)
    if rules.budget_cny is not None and spent.total() > rules.budget_cny:
        yield broken("budget", "trips", region="*", spent=spent.total(), most=rules.budget_cny)
    for region, most in rules.region_budgets_cny.items():
        if spent[region] > most:
            yield broken("budget", "trips", region=evidence.names[region], spent=spent[region], most=most)


LIMIT_RULES = (met_once, kind_cap, budget)
