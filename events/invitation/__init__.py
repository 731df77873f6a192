"""Invitations: the states of each, waves that keep every quota, replies (回执). Pure, ready for a lock."""
