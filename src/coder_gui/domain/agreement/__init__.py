"""How far coders agree: what they coded alike, in whole numbers, and the coefficients."""
