"""Which phone fetched last, when, and what it saw: written in batches, long after the answers have left."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BigInteger, BindParameter, bindparam, case, or_, update
from sqlmodel import col

from api.store.columns import UtcMoment
from api.store.subscriptions import SubscriptionRow
from api.store.work import Work


class Fetches(NamedTuple):
    """How often one address was fetched since the last batch; ``plans`` is the count of publications seen."""

    subscription: str
    token_hash: str
    times: int
    last_at: datetime
    agent: str
    plans: int


def write_fetches(work: Work, batch: Sequence[Fetches]) -> None:
    """Add a batch to the subscriptions: one statement for all. Nobody's deed, so no line in the audit log.

    A fetch by an address that was rotated away since counts no more; a batch of another process that is older
    than what stands there only adds to the count.
    """
    if not batch:
        return
    row = SubscriptionRow
    at = bindparam("_at", type_=UtcMoment)
    newer = or_(col(row.last_fetched_at).is_(None), col(row.last_fetched_at) <= at)
    plans: BindParameter[int] = bindparam("_plans", type_=BigInteger)
    statement = (
        update(row)
        .where(col(row.id) == bindparam("_id"), col(row.token_hash) == bindparam("_hash"))
        .values(
            fetch_count=col(row.fetch_count) + bindparam("_count"),
            last_agent=case((newer, bindparam("_agent")), else_=col(row.last_agent)),
            last_fetched_at=case((newer, at), else_=col(row.last_fetched_at)),
            fetched_plans=case((col(row.fetched_plans) < plans, plans), else_=col(row.fetched_plans)),
        )
    )
    # By id, so that two processes writing at once cannot wait for each other in a ring.
    values = [
        {"_id": item.subscription, "_hash": item.token_hash, "_count": item.times, "_at": item.last_at,
         "_agent": item.agent, "_plans": item.plans}
        for item in sorted(batch)
    ]  # fmt: skip
    work.session.connection().execute(statement, values)
