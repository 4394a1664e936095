"""The words and rules of the product: pure, standard library only."""
