"""What every command is given: config and database, opened only when asked for."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import typer

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.storage import Store


@dataclass(frozen=True, slots=True)
class Context:
    """The options that all commands share."""

    database: str | None
    config_dir: str | None
    pager: bool = True

    def paged(self) -> AbstractContextManager[None]:
        """Around what may be longer than the terminal."""
        from monitor.cli.paging import paged

        return paged(self.pager)

    def config(self) -> Config:
        """For what asks and ends: a file of config/ is read when it is needed, ConfigError then."""
        from monitor.config import open_config

        return open_config(self.config_dir)

    def whole_config(self) -> Config:
        """For what works long: all of config/ is read and checked first; raises ConfigError."""
        from monitor.config import load_config

        return load_config(self.config_dir)

    def address(self, config: Config) -> str:
        """Of the database: --database, else $MONITOR_DATABASE_FILE or _DATABASE, else config.

        Raises ConfigError where that file cannot be read.
        """
        from monitor.config.secrets import DATABASE, find_secret

        # An address given as "" is a mistake (an unset variable), not a wish for the default.
        if self.database is not None:
            return self.database
        named = find_secret("the address of the database", env=DATABASE)
        return named or config.settings.storage.database

    def store(self, config: Config) -> Store:
        """Open the database, bringing its schema up to date; raises StorageError.

        ConfigError where workers are to share one that cannot be shared.
        """
        from monitor.storage import open_store, server_arguments

        address, patience = self.address(config), config.settings.storage.busy_timeout
        if config.settings.workers.enabled:
            server_arguments(address, patience)
        return open_store(address, busy_timeout=patience)


def of(context: typer.Context) -> Context:
    """The shared options of a running command."""
    return cast(Context, context.obj)
