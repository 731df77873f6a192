"""Reading a season from a workbook: whole or not at all."""
