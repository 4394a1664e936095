"""Which alerts and changes belong to which incident: the rules of the house, and what is told of them."""
