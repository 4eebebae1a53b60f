"""The process: settings, transports, and the application that ties handlers to services."""
