"""What a lead and a deal registration consist of: each field is declared once, and the rest follows."""
