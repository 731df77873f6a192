"""Jobs: plans made in the background by workers, of which any may die at any moment.

The job's row (``api.store.jobs``) is the truth; the engine carries its id to a worker. A request writes the
row, commits, and hands the id over; every worker watches for jobs that got lost on the way or whose worker
fell silent, and brings them to the queue again. Every write of a worker compares the number of its attempt
first, so that of two who believe to hold a job one can write.
"""
