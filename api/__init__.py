"""Everything that touches the world: files, command line, calendars, documents."""
