"""Demo data: two invented vendors with ninety days of history. Nothing of the product imports this."""
