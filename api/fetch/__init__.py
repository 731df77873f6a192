"""Fetching what somebody outside named: nothing inside our own network is reached by it."""
