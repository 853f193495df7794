"""Many writers at once: they queue, nobody starves, nothing is lost, and a replay is stored once."""

import multiprocessing
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from app.actions.answering import begin_sitting, record_answer
from app.storage.answers import answers_of
from app.storage.audit import check_chain
from app.storage.change import changing
from app.study.access import Actor, system
from tests.practice import PracticeInstance, reopen_instance

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
EACH = 100


def test_processes_and_threads_that_write_at_once_lose_nothing(instance: PracticeInstance) -> None:
    before = check_chain(instance.db)
    path = instance.settings.instance
    instance.db.close()
    spawning = multiprocessing.get_context("spawn")
    writers = [spawning.Process(target=write_from_threads, args=(path, name)) for name in "abc"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert check_chain(instance.db) == before + 3 * 2 * EACH
    rows = instance.db.rows("select username, count(*) as times from sign_in_refusal group by username")
    assert {row["username"]: row["times"] for row in rows} == {
        f"{name}{thread}": EACH for name in "abc" for thread in "01"
    }


def write_from_threads(path: Path, name: str) -> None:
    """Two threads of one process, each adding rows one change at a time; runs in a process of its own."""
    instance = reopen_instance(path)

    def write(thread: str) -> None:
        for _ in range(EACH):
            with changing(instance.db, actor=system(name), act="session.refuse", at=AT) as change:
                change.add("sign_in_refusal", username=name + thread, at="2026-11-20T12:00:00.000Z")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, "01"))


def test_a_second_writer_waits_until_the_first_is_through(instance: PracticeInstance) -> None:
    order: list[str] = []
    is_inside = threading.Event()

    def second() -> None:
        is_inside.wait()
        with changing(instance.db, actor=system("second"), act="site.look", at=AT):
            order.append("second")
        instance.db.close()

    thread = threading.Thread(target=second)
    thread.start()
    with changing(instance.db, actor=system("first"), act="site.look", at=AT):
        is_inside.set()
        thread.join(timeout=0.3)
        assert thread.is_alive(), "it must wait"
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_a_reader_does_not_wait_and_sees_the_record_as_it_was(instance: PracticeInstance) -> None:
    seen: list[int] = []

    def read() -> None:
        seen.append(len(instance.db.rows("select 1 from site")))
        instance.db.close()

    with changing(instance.db, actor=system("first"), act="site.open", at=AT) as change:
        change.add("site", code="02", name="Second", time_zone="Europe/Rome")
        reader = threading.Thread(target=read)
        reader.start()
        reader.join()
    assert seen == [1]
    assert len(instance.db.rows("select 1 from site")) == 2


def test_the_same_answer_sent_many_times_at_once_is_stored_once(instance: PracticeInstance) -> None:
    patient_id = instance.enrol("0101")
    actor = Actor(kind="tablet", name=f"patient:{patient_id}", id=patient_id)
    sitting_id = begin_sitting(instance.db, actor=actor, visit="screening", instrument_id="phq9", at=AT)

    def send(_: int) -> str | None:
        following = record_answer(
            instance.db, actor=actor, sitting_id=sitting_id, item_id="1", value=2, key="k", at=AT
        )
        return None if following is None else following.id

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(send, range(40))) == {"2"}
    assert [answer.value for answer in answers_of(instance.db, sitting_id)] == [2]
