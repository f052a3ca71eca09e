"""What Python makes of the strategies of cities: whether each indicator is on its way to its target."""
