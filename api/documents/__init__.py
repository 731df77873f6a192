"""What a planner prints and hands round: the trip handbook, the season's workbook, the season as a picture.

A :class:`api.documents.content.Handbook` is worded once (``handbook``) and printed twice (``handbook_docx``,
``handbook_pdf``); ``season_workbook`` and ``season_svg`` show the whole season. Every file's bytes depend on
the season and the plan alone: equal data, equal bytes.
"""
