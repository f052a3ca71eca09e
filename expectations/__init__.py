"""Whether data may pass from one layer to the next: what is checked, the gates, their results and the Data Docs."""
