"""Messages between the vendor and a partner about a lead that the partner was offered."""
