"""The pages of inbound webhooks in the vendor admin."""
