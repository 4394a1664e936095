"""What may leave, where to, at what cost; and the ledger of what did."""
