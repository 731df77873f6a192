"""The examples of ``/docs`` on the database of the demonstration: every operation filled with what works.

Ids of plans, jobs or addresses exist at run time only, and a version changes with every change. So whoever
logs in with the account that ``zhaoshang demo`` makes gets the description of the API with examples chosen
from the database as it stands; everybody else gets it with none but those that the routes themselves carry:
nobody deletes a real record because a form was filled in for him.
"""
