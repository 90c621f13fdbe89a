"""Tables of indicators of invented plans in layouts drawn by a seed, with what a careful reader makes of each row."""
