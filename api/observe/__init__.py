"""What a bureau sees of the running service: logs without secrets, metrics, the headers of every answer."""
