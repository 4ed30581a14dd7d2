"""What knows nothing of leads: tenancy, outbox, API and admin shells, ledger, cleaning, imports."""
