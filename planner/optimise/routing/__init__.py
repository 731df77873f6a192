"""Routing: many visits a day in any order. Ruin and recreate, a pool of routes, set packing, bounds."""
