"""Korean as people write it: particles, times, ages, numbers."""

from detector.korean.ages import ago, going_on, lasting
from detector.korean.numbers import in_units
from detector.korean.particles import PARTICLES, particle, with_particle
from detector.korean.times import clock_of, day_of, time_of

__all__ = [
    "PARTICLES", "ago", "clock_of", "day_of", "going_on", "in_units", "lasting", "particle",
    "time_of", "with_particle",
]  # fmt: skip
