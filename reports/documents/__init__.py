"""Documents that are read from front to back, on screen and on paper: plain data in blocks, one template for HTML, one for PDF."""
