"""The hash chain over what is append-only: an altered or removed row shows."""
