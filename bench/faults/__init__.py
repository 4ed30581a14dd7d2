"""What a crash costs: leads are posted while something is killed, then a client's journal is checked.

Run as `python -m bench.faults [--quick]`, or `make faults`. Everything runs in a stack of its own on
loopback, whose supervisor starts again what dies. Each fault gets a vendor of its own. A client posts leads,
each with an idempotency key, repeats what was not answered, and notes every answer. Afterwards:

    lost      leads that the client was answered and that are not in the database
    doubled   leads that are there twice, or are offered twice at once
    stuck     leads that nobody was offered and that do not wait for a person
    late      leads offered more than five seconds after they came in
    slowest   seconds from a lead's arrival to its offer, at most
    silence   the longest time without any answer to the client, in seconds

The last rows are controls: with a journal that names a lead which is not there, or one lead twice, the same
checks must say so, else the table proves nothing.
"""
