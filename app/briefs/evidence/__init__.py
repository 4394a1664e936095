"""What the conversation amounts to: tries and their outcomes, theories, questions, alerts, times; each with its lines."""
