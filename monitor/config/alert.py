"""What alerts.toml may say: who is told at once, and of what."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from monitor.config.settings import Key, Strict, Words

AlertKind = Literal["contradiction", "silent-revision", "revision", "tension"]


class AlertConfig(Strict):
    """One receiver of alerts.

    Its address (an apprise URL) is a secret. So it never stands here, but where
    other secrets do: in an environment variable or in a file.
    """

    name: Key
    url_env: Annotated[str, Field(min_length=1)] | None = None
    url_file: Annotated[str, Field(min_length=1)] | None = None
    topics: Words = ()  # all, if left out
    kinds: Annotated[tuple[AlertKind, ...], Field(min_length=1)] = ("contradiction",)
    # Of the two sides, as many must be heard from who says it: not by hearsay, and not said
    # by the press in its own voice.
    min_first_hand: Annotated[int, Field(ge=0, le=2)] = 1
    # More than these in an hour nobody reads; the last of them counts the rest.
    most_an_hour: Annotated[int, Field(ge=1, le=60)] = 5
    # Seconds for any one connect or read: some receivers answer only once they have posted it.
    timeout: Annotated[float, Field(gt=0, le=120)] = 30

    @model_validator(mode="after")
    def _one_place_for_its_address(self) -> Self:
        if (self.url_env is None) == (self.url_file is None):
            raise ValueError("name its address by url_env or url_file, one of them")
        return self


class AlertsFile(Strict):
    """alerts.toml"""

    alert: tuple[AlertConfig, ...] = ()
