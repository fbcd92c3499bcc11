"""A PostgreSQL server has troubles of its own: it restarts, cuts off, refuses."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from monitor.errors import DatabaseBusyError, SchemaError, StorageError
from monitor.storage import Store, open_store, tables
from tests.builders import a_failure, a_snapshot
from tests.postgres import PostgresServer

CUT_OFF = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'"


pytestmark = pytest.mark.usefixtures("postgres")


@pytest.fixture
def name(url: str) -> str:
    """Of the database of `url`."""
    return url.partition("?")[0].rpartition("/")[2]


def test_a_restart_between_two_calls_goes_unnoticed(store: Store, postgres: PostgresServer) -> None:
    store.add_failure(a_failure())
    postgres.stop()
    postgres.start()
    store.add_failure(a_failure())
    assert len(store.failures()) == 2


def test_a_server_that_is_down(store: Store, postgres: PostgresServer, url: str) -> None:
    postgres.stop()
    try:
        with pytest.raises(StorageError, match="no connection to the server, or it broke off"):
            store.add_failure(a_failure())
        with pytest.raises(StorageError, match="check that it runs"):
            open_store(url)
    finally:
        postgres.start()
    store.add_failure(a_failure())


def test_cut_off_in_the_middle_of_a_transaction(
    store: Store, postgres: PostgresServer, name: str
) -> None:
    def half() -> None:
        with store.transaction():
            store.add_failure(a_failure(message="half"))
            postgres.execute(CUT_OFF.format(name))
            store.add_snapshot(a_snapshot())

    with pytest.raises(StorageError, match="shutting down or starting; try again"):
        half()
    assert store.failures() == ()
    store.add_failure(a_failure())  # the same store goes on
    assert store.failures() == (a_failure(),)


def test_no_more_connections(store: Store, postgres: PostgresServer, url: str, name: str) -> None:
    postgres.execute(f"ALTER DATABASE {name} CONNECTION LIMIT 1")
    postgres.execute("CREATE ROLE guest LOGIN IN ROLE pg_read_all_data")
    try:
        store.counts()
        with pytest.raises(StorageError, match="too many connections"):
            open_store(url.replace("monitor@", "guest@"))
    finally:
        postgres.execute("DROP ROLE guest")
        postgres.execute(f"ALTER DATABASE {name} CONNECTION LIMIT -1")


def test_a_user_without_rights_may_read_and_is_told(
    store: Store, postgres: PostgresServer, url: str
) -> None:
    store.add_failure(a_failure())
    postgres.execute("CREATE ROLE guest LOGIN IN ROLE pg_read_all_data")
    try:
        with open_store(url.replace("monitor@", "guest@")) as guest:
            assert guest.failures() == (a_failure(),)
            with pytest.raises(StorageError, match="may not do that; grant it the rights"):
                guest.add_failure(a_failure())
    finally:
        postgres.execute("DROP ROLE guest")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        pytest.param(("/test_", "/no_test_"), 'database "no_test_.*" does not exist', id="name"),
        pytest.param(("monitor@", "nobody:secret@"), 'role "nobody" does not exist', id="user"),
        pytest.param(("monitor@", "me:secret@127.0.0.1:1"), "no connection", id="port"),
    ],
)
def test_a_mistyped_address(url: str, changed: tuple[str, str], message: str) -> None:
    with pytest.raises(StorageError, match=message) as raised:
        open_store(url.replace(*changed).partition("?host=" if ":1" in changed[1] else "\0")[0])
    assert "secret" not in str(raised.value)


def test_a_database_that_cannot_hold_every_sign(postgres: PostgresServer) -> None:
    postgres.execute(
        "CREATE DATABASE latin ENCODING LATIN1 TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C'"
    )
    try:
        with pytest.raises(SchemaError, match=r"encoded in LATIN1.*createdb --encoding=UTF8"):
            open_store(postgres.url("latin"))
    finally:
        postgres.execute("DROP DATABASE latin WITH (FORCE)")


def test_a_schema_of_its_own_in_a_database_of_others(
    url: str, postgres: PostgresServer, name: str
) -> None:
    """The options an address brings are kept: its tables are not looked for elsewhere."""
    postgres.execute("CREATE SCHEMA apart", name)
    with open_store(f"{url}&options=-c%20search_path%3Dapart") as apart, open_store(url) as store:
        apart.add_failure(a_failure())
        assert store.failures() == ()
        assert apart.failures() == (a_failure(),)
    found = postgres.execute("SELECT count(*) FROM apart.failure", name)
    assert found == [(1,)]


def test_a_mistake_of_ours_is_not_hidden(store: Store, postgres: PostgresServer, name: str) -> None:
    postgres.execute("DROP TABLE failure", name)
    with pytest.raises(DBAPIError, match='relation "failure" does not exist'):
        store.failures()


def test_what_breaks_no_connection_is_not_called_that(store: Store) -> None:
    """A question of more values than the driver sends is a mistake of ours."""
    many = select(tables.claim).where(tables.claim.c.key.in_([f"{n:016x}" for n in range(70_000)]))
    with store._reading() as connection, pytest.raises(DBAPIError, match="number of parameters"):
        connection.execute(many)


def test_what_the_server_cancelled_is_said(store: Store) -> None:
    with store._reading() as connection:
        connection.exec_driver_sql("SET statement_timeout = 50")
        with pytest.raises(DatabaseBusyError, match=r"server cancelled .* statement_timeout"):
            connection.exec_driver_sql("SELECT pg_sleep(600)")


def test_what_is_waited_for_is_said(store: Store, url: str) -> None:
    """Who writes is waited for no longer than busy_timeout, which the fixture makes short."""
    with open_store(url) as other, other.transaction():
        with pytest.raises(StorageError, match=r"another process is writing.*busy_timeout"):
            store.add_failure(a_failure())
        assert store.failures() == ()  # reading goes on
    store.add_failure(a_failure())
