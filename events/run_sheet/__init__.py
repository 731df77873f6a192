"""流程表, minute by minute: programme, rehearsal, who is fetched when, what clashes, what a delay moves."""
