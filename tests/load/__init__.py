"""How much the bot carries: ``python -m tests.load`` measures it against a lean Bot API."""
