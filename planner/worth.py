"""What a company is worth to the season, in points, and to a delegation by who leads it."""

from planner.company import Company
from planner.season import Season


def worth(company: Company, season: Season) -> int:
    """Expected investment times its chance, at least the least worth, and what its kinds add; in points."""
    rules = season.rules
    millionth_permille = 10**9
    invested = (
        company.expected_investment_cny
        * rules.chance(company.stage)
        * rules.weights.points_per_million_cny
        // millionth_permille
    )
    bonus = sum(rules.kind_points.get(kind, 0) for kind in company.kinds)
    return max(rules.weights.least_company_points, invested) + bonus


def value_under(company: Company, leader: str, season: Season) -> int:
    """The worth of ``company`` when ``leader`` (person id) meets it: the chief of its chain counts more."""
    points = worth(company, season)
    chief = next((chain.chief for chain in season.chains if chain.id == company.chain), None)
    if chief is not None and chief == leader:
        return points * season.rules.weights.chief_fit_percent // 100
    return points
