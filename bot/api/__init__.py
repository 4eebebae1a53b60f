"""The five seeds' questions over HTTP: the chat's own answers, as JSON."""
