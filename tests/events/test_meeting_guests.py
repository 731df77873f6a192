"""Guests who said yes, as participants of one-to-one meetings."""

from events.guest import Segment
from events.invitation.state import State
from events.matchmaking.participant import Participant, Session, Side
from events.meeting_guests import meeting_guests
