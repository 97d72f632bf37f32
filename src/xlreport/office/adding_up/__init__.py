"""From the returns to one ledger: merged, proven again, and how the round stands by it."""
