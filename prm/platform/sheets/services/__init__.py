"""What imports do: one file each."""
