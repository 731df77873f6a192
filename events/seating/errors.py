"""What seating refuses.

ZhaoshangError
└── InvalidSeating              people, tables or wishes contradict each other before anything is solved
"""

from planner.errors import ZhaoshangError


class InvalidSeating(ZhaoshangError):
    """People, tables or wishes that cannot be read together: unknown ids, doubled ones, no seat at all."""
