"""Instants that people give: near enough to now that every zone has a day for them."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime
from pydantic_core import PydanticCustomError

FIRST_YEAR, LAST_YEAR = 1900, 2200


def _within_reach(moment: datetime) -> datetime:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        words = {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)}
        raise PydanticCustomError("moment_out_of_range", "the moment is out of range", words)
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_within_reach)]
