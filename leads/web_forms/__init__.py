"""Web forms: one per campaign, hosted here and embedded elsewhere; a partner's own copies of them."""
