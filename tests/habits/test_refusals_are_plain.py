"""Whatever an address holds, the answer is a plain refusal, never a bug."""

import pytest
from flask import Flask

from app.study.access import Role
from tests.desk import desk_of
from tests.practice import PracticeInstance

NOBODYS_ID = "9" * 30


def test_under_an_unknown_host_name_nothing_is_served(app: Flask) -> None:
    for path in ("/sign-in", "/tablet/thanks", "/nowhere"):
        reply = app.test_client().get(path, headers={"Host": "evil.example"})
        assert reply.status_code == 400
        assert reply.text == "This server is not addressed by that name."
        assert reply.mimetype == "text/plain"


@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("coordinator", f"/patients/{NOBODYS_ID}/visits"),
        ("coordinator", f"/patients?after={NOBODYS_ID}"),
        ("coordinator", f"/patients/{NOBODYS_ID}/visits/baseline/start"),
        ("investigator", f"/patients/{NOBODYS_ID}/record"),
        ("investigator", f"/alerts/{NOBODYS_ID}/sign"),
        ("investigator", f"/alerts?before={NOBODYS_ID}"),
        ("monitor", f"/audit?patient={NOBODYS_ID}"),
        ("monitor", f"/audit?before={NOBODYS_ID}"),
        ("administrator", f"/staff/{NOBODYS_ID}"),
    ],
)
def test_a_number_too_large_for_any_id_is_nobodys(
    app: Flask, instance: PracticeInstance, role: Role, address: str
) -> None:
    assert desk_of(app, instance, role).open(address).status_code == 404
