"""Small pages made on the server, for guests and for phones at the door: no script, no account."""
