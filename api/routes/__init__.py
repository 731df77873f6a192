"""The HTTP interface, ``/api/v1``: a file a resource. Routes parse, call the store, answer; nothing else."""
