"""The paper for the council of a city: what is done for its strategy, what it costs, what moves. It goes to the city alone."""
