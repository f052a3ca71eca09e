"""What people do by year: a cycle is opened, closed and released, and the programme and its cities are told."""
