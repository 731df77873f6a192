"""Plan a season of company visits: pure values in, pure values out.

``Season`` -> ``solve`` -> ``Plan``. Nothing below this package reads a file, a clock, a network or a
database. Import the concept you need from its own module (``planner.season``, ``planner.solve``); this
file imports nothing, so that ``import planner`` never pays for the solver.
"""
