"""What other systems know about an incident: gathered, counted, ranked and explained."""
