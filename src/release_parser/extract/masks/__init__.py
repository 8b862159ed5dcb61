"""Numbers that are no quantities: one file of rules for each theme (laws, addresses, names …), and the table that joins them."""
