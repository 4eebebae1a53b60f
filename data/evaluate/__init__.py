"""How good the answers are: ``python -m data.evaluate titles`` prints the README's tables."""
