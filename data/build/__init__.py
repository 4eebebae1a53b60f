"""From the raw CSV files to the catalogue and the models: ``python -m data.build --raw DIR``."""
