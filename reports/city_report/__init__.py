"""The City Index report: what one city did in one cycle, read from front to back, as HTML and as PDF."""
