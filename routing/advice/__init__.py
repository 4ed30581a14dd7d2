"""Whether leads are better assigned by hand, by rules, or by both; and the draft that would do so."""
