"""Reports: what came in, who got it, how fast, and what it was worth, by period and split."""
