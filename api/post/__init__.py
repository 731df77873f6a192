"""The post: mails from the outbox to a server, answers from the box to the guests they come from."""
