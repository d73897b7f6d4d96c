"""What things are: records, claims, findings, documents and places. Imports nothing of ours."""
