"""Whom to invite: candidates from all lists, a proposal that keeps every quota, a reserve, who will come."""
