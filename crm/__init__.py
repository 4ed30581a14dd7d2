"""The vendor's CRM: leads and their owners go out, changes, outcomes and partner accounts come in."""
