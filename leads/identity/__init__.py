"""Which company, which person: the keys by which leads, deals and accounts are recognised as the same."""
