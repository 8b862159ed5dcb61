"""Numbers that are no quantities: one file for each theme of rules (laws, addresses, names …), and the table that holds them all."""
