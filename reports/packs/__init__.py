"""Packs: what people of the programme take along to a visit, a meeting, an academy. Made of the pieces that city reports are made of."""
