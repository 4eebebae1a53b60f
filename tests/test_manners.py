"""Plain text: films that are too new, people, greetings, and what gets no answer at all."""
