"""The pictures of the report: a function each, from the tables to a :class:`Figure`."""
