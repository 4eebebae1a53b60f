"""``python -m data.eda``: what the catalogue is like, told in pictures on one HTML page."""
