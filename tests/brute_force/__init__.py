"""The best plan of a tiny season by trying everything: what the solver's exactness is judged by.

Written from ``docs/model.md`` alone. It shares no code with the solver; of the planner it uses the values,
the travel times and ``worth``. Published plans are left out of account (no cost of change).
"""

from tests.brute_force.search import Best, best, best_value

__all__ = ["Best", "best", "best_value"]
