"""The timetabling of one-to-one meetings by CP-SAT; the only folder of this package that imports ortools."""
