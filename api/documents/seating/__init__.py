"""Seats on paper and on screens: charts, name cards, badges, the list of seats, all from one SeatingPlan.

``chart.chart_svg``, ``printed.chart_pdf`` and ``printed.chart_png`` draw; ``name_cards.name_cards_pdf``
and ``badges.badges_pdf`` make sheets to cut; ``seat_list`` makes a table; ``words.seat_words`` tells a guest
where to sit. Equal plans make equal bytes.
"""
