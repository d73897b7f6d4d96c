"""What is measured, runnable by anyone: `python -m benchmarks.NAME`."""
