"""SLA timers: warn, expire, revoke, escalate."""
