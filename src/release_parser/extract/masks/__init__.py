"""What a number is not: one file for each theme of rules, and the table that holds them all."""
