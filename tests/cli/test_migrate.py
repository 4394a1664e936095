import pytest

from app.store.migrate import newest_revision


def test_a_new_database_is_made_with_its_folder(run, tmp_path):
    ran = run("migrate", WATCHKEEPER_DATABASE_URL="sqlite:///there/not/yet.db")
    assert (ran.code, ran.out) == (0, f"The database is at revision {newest_revision()}.\n")
    assert (tmp_path / "there" / "not" / "yet.db").exists()
    assert run("migrate", WATCHKEEPER_DATABASE_URL="sqlite:///there/not/yet.db").out == ran.out


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("sqlite:///file/x.db", "The database file/x.db cannot be used: "),
        ("sqlite:///folder", "The database folder cannot be used: unable to open database file."),
        ("sqlite:///bad.db", "The database bad.db cannot be used: file is not a database."),
        (
            "postgresql://u:secret@127.0.0.1:1/x",
            "The database postgresql+asyncpg://u:***@127.0.0.1:1/x cannot be used: ",
        ),
        ("mysql://x", "Watchkeeper cannot use a mysql database."),
        ("nonsense", "The database address cannot be read."),
    ],
)
def test_a_database_that_cannot_be_used_is_one_sentence(run, tmp_path, address, sentence):
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "bad.db").write_text("not a database" * 100)
    ran = run("migrate", WATCHKEEPER_DATABASE_URL=address)
    assert ran.code == 1
    assert ran.err.startswith(f"watchkeeper: {sentence}")
    assert "secret" not in ran.shown
