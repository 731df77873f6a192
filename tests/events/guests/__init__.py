"""Tests of guest lists."""
