"""One module per kind of page: each arranges what its template shows."""
