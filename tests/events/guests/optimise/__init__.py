"""Tests of the choice of guests."""
