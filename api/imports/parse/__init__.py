"""What people type, read: one kind of text a file."""
