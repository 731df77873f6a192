"""Calendars: their bytes, and what other programs read in them."""
