"""Drawing some of many at random, in equal shares from each group, the same again with the seed."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from random import Random


def drawn(groups: Mapping[int, Hashable], number: int, seed: int) -> tuple[int, ...]:
    """Ids drawn at random, each group with a share that goes with its size.

    What is left over by rounding down goes to the groups with the largest remainders; among
    equal ones chance decides.

    Args:
        groups: The group of each id, in an order that is always the same.
        number: How many to draw; all where there are no more.
    """
    chance = Random(seed)
    members: dict[Hashable, list[int]] = {}
    for each, group in groups.items():
        members.setdefault(group, []).append(each)
    number = min(max(number, 0), len(groups))
    shares = {
        group: divmod(number * len(ids), len(groups)) for group, ids in members.items() if groups
    }
    left = number - sum(whole for whole, _rest in shares.values())
    order = sorted(shares, key=lambda group: (-shares[group][1], chance.random()))
    counts = {group: shares[group][0] + (place < left) for place, group in enumerate(order)}
    found = {each for group, ids in members.items() for each in chance.sample(ids, counts[group])}
    return tuple(each for each in groups if each in found)


def shares(groups: Mapping[int, str], found: Collection[int]) -> dict[str, int]:
    """How many of what was drawn are in each group, in the order of the groups' first members."""
    chosen = {*found}
    numbers = dict.fromkeys(groups.values(), 0)
    for each, group in groups.items():
        numbers[group] += each in chosen
    return numbers
