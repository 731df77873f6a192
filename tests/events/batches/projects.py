"""Projects to be signed for tests, ready unless told otherwise."""

from datetime import date
from random import Random
from typing import Any

from events.batches.arrangement import Witness
from events.batches.signing_project import Presence, Signer, SigningProject
from planner.person import Rank

DAY = date(2026, 3, 30)


def signer(name: str, **fields: Any) -> Signer:
    return Signer(**{"id": name, "name": name} | fields)


def project(name: str, host: str = "mayor", amount: int = 1, **fields: Any) -> SigningProject:
    """A project of ``amount`` hundred million yuan that ``host`` signs for the district."""
    defaults: dict[str, Any] = {
        "id": name,
        "title": f"项目{name}",
        "host_unit": "江津区人民政府",
        "host_signer": signer(host),
        "company_name": f"企业{name}",
        "company_signer": signer(f"of-{name}"),
        "amount_cny": amount * 10**8,
        "reviewed_on": date(2026, 3, 1),
        "contract_in_on": date(2026, 3, 20),
    }
    return SigningProject(**defaults | fields)


def witness(name: str, rank: Rank, **fields: Any) -> Witness:
    return Witness(**{"id": name, "name": name, "rank": rank} | fields)


def random_projects(dice: Random, count: int) -> list[SigningProject]:
    """Few hosts, now and then a company's signer with two projects or one who signs for both sides."""
    return [
        project(
            f"p{number}",
            host=f"h{dice.randrange(3)}",
            amount=dice.randint(1, 5),
            company_signer=signer(dice.choice((f"g{number}", f"g{number}", "g", "h3"))),
            host_unit=dice.choice(("江津区人民政府", "双福园区")),
            presence=dice.choice((Presence.ON_SITE, Presence.ON_SITE, Presence.ONLINE)),
        )
        for number in range(count)
    ]
