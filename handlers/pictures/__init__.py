"""Pictures: what a chart shows (charts), how it is drawn, and the worker that draws (studio)."""
