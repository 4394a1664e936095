"""A Slack-compatible workspace on localhost, for demos and tests of any Slack bot. Knows nothing of Watchkeeper."""
