"""What a policy document may say: every setting is declared once, with its kind, default and words.

From the declarations follow the compiled policy, the published JSON Schema, the checks of values and
names, the form in the admin, and the words on every page. Words are message ids in plain English; who
shows them translates them.
"""
