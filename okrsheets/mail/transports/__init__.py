"""The ways by which mails go out: a server, a program, a folder."""
