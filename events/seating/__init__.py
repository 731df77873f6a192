"""Who sits where: rostrum, banquet, group photograph, meeting table, car. Custom is data, plans are values.

A :class:`events.seating.plan.SeatingPlan` is what every layout ends in; charts, name cards, badges and the
check-in read that and nothing else. ``optimise`` seats hundreds of people at round tables.
"""
