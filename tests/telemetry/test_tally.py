"""What jobs did, counted; and who shows no sign of life."""

from __future__ import annotations

from monitor.telemetry.tally import Tally


class Seconds:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def told(tally: Tally) -> dict[tuple[str, str], float]:
    """Every number by metric and kind of job."""
    return {
        (family.name.removeprefix("monitor_"), dict(labels).get("kind", "")): value
        for family in tally.families(waiting=3)
        for labels, value in family.values
    }


def test_jobs_are_counted_by_kind() -> None:
    seconds = Seconds()
    tally = Tally(seconds)
    tally.begin("crawl:a")
    tally.begin("crawl:b")
    tally.begin("digest")
    seconds.now += 2
    tally.end("crawl:a", failed=True)
    seconds.now += 3
    tally.end("crawl:b", failed=False)
    assert told(tally) == {
        ("jobs_started_total", "crawl"): 2,
        ("jobs_started_total", "digest"): 1,
        ("jobs_failed_total", "crawl"): 1,
        ("jobs_failed_total", "digest"): 0,
        ("jobs_ended_total", "crawl"): 2,
        ("jobs_ended_total", "digest"): 0,
        ("job_seconds_total", "crawl"): 7,
        ("job_seconds_total", "digest"): 0,
        ("jobs_running", "crawl"): 0,
        ("jobs_running", "digest"): 1,
        ("jobs_waiting", ""): 3,
    }


def test_a_job_is_silent_from_its_last_sign_of_life() -> None:
    seconds = Seconds()
    tally = Tally(seconds)
    tally.begin("crawl:a")
    tally.begin("crawl:b")
    seconds.now += 50
    tally.sign("crawl:a")
    tally.sign("crawl:unknown")
    seconds.now += 50
    assert tally.silent(60) == ["crawl:b"]
    tally.end("crawl:b", failed=False)
    assert tally.silent(60) == []
