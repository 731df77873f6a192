"""Who may do what: passwords, log-in cookies, API tokens, roles."""
