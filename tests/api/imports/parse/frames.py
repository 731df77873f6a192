"""The frame that the parsers' tests read in: March to May 2027, with 清明 on Monday 5 April."""

from datetime import date

from api.imports.frame import Frame
from planner.workdays import Workdays

FIRST, LAST = date(2027, 3, 1), date(2027, 5, 31)
SPRING = Frame(FIRST, LAST, date(2027, 2, 22), Workdays(FIRST, LAST))
