"""One-to-one meetings of a forum: who meets whom, in which slot, at which table; changes on the day."""
