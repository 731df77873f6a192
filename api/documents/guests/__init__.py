"""Papers for guests: letters, notices to units, messages, reply slips, lists for the door."""
