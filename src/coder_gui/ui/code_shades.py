"""Two more shades of each palette colour, which the codes of a branch take in turns.

They differ from their colour in lightness only, and by so little that also with each kind of
colour-vision deficiency every shade stays nearer to its own colour than to the other eleven.
"""

from __future__ import annotations

SHADES_ON_LIGHT = {
    "blue": ("#0078C8", "#005690"),
    "ochre": ("#9B7200", "#755600"),
    "mauve": ("#B86798", "#8F4371"),
    "petrol": ("#15686D", "#0D4043"),
    "green": ("#618E55", "#5B8450"),
    "purple": ("#733C91", "#422253"),
    "rose": ("#B3757F", "#AC6A74"),
    "crimson": ("#B80E38", "#9E0C30"),
    "sky": ("#5B9CBB", "#4384A3"),
    "rust": ("#8E3900", "#602700"),
    "olive": ("#8B8A38", "#807F33"),
    "moss": ("#6F8968", "#4A5C46"),
}

SHADES_ON_DARK = {
    "blue": ("#5B9DF7", "#3989F6"),
    "ochre": ("#E0BC74", "#D3A13C"),
    "mauve": ("#F9B5DC", "#F588C7"),
    "petrol": ("#8BB5B8", "#588D91"),
    "green": ("#CDEEC2", "#ABE49A"),
    "purple": ("#9C68B6", "#8B50A8"),
    "rose": ("#FFE1E5", "#FFC3CB"),
    "crimson": ("#DA5D66", "#D64B55"),
    "sky": ("#C1E9FE", "#8CD6FE"),
    "rust": ("#D7936C", "#CA713E"),
    "olive": ("#E8E5A0", "#DFDA78"),
    "moss": ("#C1D0BC", "#93AC8A"),
}
