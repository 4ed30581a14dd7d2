"""Spreadsheets in: CSV and XLSX files, their columns matched to fields, their rows taken a few at a time.

Apps register what can be imported (`prm.platform.sheets.kinds`); this package knows nothing of leads or
partners.
"""
