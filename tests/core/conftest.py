"""Property tests take as long as they take: speed is measured by benchmarks, never asserted."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
