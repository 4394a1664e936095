"""What other systems send and what they were found to say: taken in once, counted, kept."""
