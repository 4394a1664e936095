"""What connectors are made of: asking over HTTP, reading what comes back, and shapes that several systems share."""
