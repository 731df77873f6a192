"""What the command line itself refuses: files that are missing, damaged or in the way."""

from planner.errors import ZhaoshangError


class Refused(ZhaoshangError):
    """A command was given something it cannot work with, or would destroy."""
