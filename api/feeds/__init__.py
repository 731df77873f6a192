"""Feeds: calendars that phones fetch by secret addresses, as fast as bytes from memory and never out of date.

``docs/feeds.md`` says what a fetch does, what it costs and why it is never stale.
"""
