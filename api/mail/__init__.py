"""Mail: invitations with their calendar part, the way to a server, and what comes back. Knows no database."""
