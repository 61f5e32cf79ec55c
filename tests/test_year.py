"""A year of made-up sites on a clock of its own (see bench/year.py): what is found and told, how often is asked."""

import pytest
from figures import entries_of, health_of
from paces import pace_of_all, paces
from troubles import EXPECTED, Fate
from year import live


@pytest.mark.slow
def test_a_month_of_six_sites_is_found_told_and_paced_as_the_year_is() -> None:
    days, fate = 30, Fate(warm_up=6, rest=2, scale=0.4, has_silences=False)
    lived = live(days, 5, number=6, fate=fate)
    health = health_of(lived.places, lived.logs, lived.incidents)
    troubles = sum(len(place.troubles) for place in lived.places)
    assert health.all.total() + health.over.total() == troubles
    assert (health.late, health.false) == ([], [])
    assert len(lived.incidents) == health.all.total() > 10
    assert len(lived.entries) == entries_of(lived.incidents)
    each, _together = pace_of_all(lived.places, paces(lived.places, lived.logs, days=days))
    assert each.sites == 6
    assert 1 <= each.ratio < 1.5


@pytest.mark.slow
@pytest.mark.parametrize("seed", [101])
def test_a_year_of_sixty_sites(seed: int) -> None:
    days = 365
    lived = live(days, seed)
    health = health_of(lived.places, lived.logs, lived.incidents)
    assert set(health.all) == set(EXPECTED), "everything that can go wrong did"
    assert health.all.total() > 300
    assert health.share >= 0.95, health.late
    assert len(health.false) <= len(lived.places), health.false
    assert len(lived.entries) == entries_of(lived.incidents)
    each, together = pace_of_all(lived.places, paces(lived.places, lived.logs, days=days))
    assert each.ratio <= 1.5
    assert together.ratio <= 1.5
