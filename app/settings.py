"""One deployment's settings, from `settings.toml`, and its keys; an unknown or missing setting refuses to start."""

import os
import secrets
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.errors import SettingsError

KEY_BYTES = 32
KEY_NAMES = ("database", "audit", "session")

TEMPLATE = """\
# The settings of this deployment of Myelog. Every line is needed; a line that is not known refuses to start.

https = {https}                 # true wherever patients are: cookies then travel over https only
trusted_hosts = ["127.0.0.1", "localhost"]   # the names under which the server may be addressed
staff_idle_minutes = 15         # without a click, staff must sign in again
staff_session_hours = 10        # and in any case after this
tablet_idle_minutes = 120       # a resting tablet locks itself; every answer is kept
enrolled_tablets_only = {https} # true wherever patients are: they then answer only on devices a site enrolled
workers = 2                     # server processes
threads = 4                     # requests each process works on at once
pdf_seconds = 30                # after this long a PDF is given up
pdf_megabytes = 1024            # memory one PDF may use
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `settings.toml` says, and the instance directory it was found in."""

    instance: Path
    https: bool
    trusted_hosts: tuple[str, ...]
    staff_idle_minutes: int
    staff_session_hours: int
    tablet_idle_minutes: int
    enrolled_tablets_only: bool
    workers: int
    threads: int
    pdf_seconds: int
    pdf_megabytes: int

    @property
    def database_path(self) -> Path:
        return self.instance / "myelog.db"

    @property
    def staff_idle(self) -> timedelta:
        return timedelta(minutes=self.staff_idle_minutes)

    @property
    def staff_session_lasts(self) -> timedelta:
        return timedelta(hours=self.staff_session_hours)

    @property
    def tablet_idle(self) -> timedelta:
        return timedelta(minutes=self.tablet_idle_minutes)

    def key(self, name: str) -> bytes:
        """The 32 bytes of the key `database`, `audit` or `session`."""
        path = _key_path(self.instance, name)
        try:
            key = bytes.fromhex(path.read_text("ascii"))
        except (OSError, ValueError) as error:
            raise SettingsError(f"The key {path} cannot be read.") from error
        if len(key) != KEY_BYTES:
            raise SettingsError(f"The key {path} does not have {KEY_BYTES} bytes.")
        return key


def load_settings(instance: Path) -> Settings:
    """The settings of the instance; SettingsError names every setting that is missing, unknown or mistyped."""
    path = instance / "settings.toml"
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(f"There is no instance in {instance}. Make one with: myelog init") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
    faults = _faults_of(data)
    if faults:
        raise SettingsError("\n".join(f"{path}: {fault}" for fault in faults))
    return Settings(instance=instance, **{**data, "trusted_hosts": tuple(data["trusted_hosts"])})


def create_instance(instance: Path, *, https: bool) -> Settings:
    """Write settings and fresh keys into an empty instance; SettingsError if anything of one is there already."""
    there = next(_files_of(instance), None)
    if there is not None:
        raise SettingsError(
            f"There is an instance in {instance} already ({there.name}). Nothing was changed. "
            "Give the new one a folder of its own: --instance DIR"
        )
    instance.mkdir(parents=True, exist_ok=True)
    for name in KEY_NAMES:
        _write_key(_key_path(instance, name))
    (instance / "settings.toml").write_text(TEMPLATE.format(https=str(https).lower()), "utf-8")
    return load_settings(instance)


def discard_instance(settings: Settings) -> None:
    """Remove what `create_instance` and a first use of it left: for an instance that was never finished.

    Only for what this very run created: `create_instance` began with none of these files there.
    """
    for path in list(_files_of(settings.instance)):
        path.unlink()


def _files_of(instance: Path) -> Iterator[Path]:
    return (path for pattern in ("settings.toml", "*.key", "myelog.*") for path in instance.glob(pattern))


def _faults_of(data: dict[str, Any]) -> list[str]:
    known = {field.name: field.type for field in fields(Settings) if field.name != "instance"}
    faults = [f"{name} is missing" for name in known if name not in data]
    faults += [f"{name} is not known" for name in data if name not in known]
    for name, value in data.items():
        if known.get(name) is int and (type(value) is not int or value < 1):
            faults.append(f"{name} is not a whole number, 1 or more")
        if known.get(name) is bool and not isinstance(value, bool):
            faults.append(f"{name} is neither true nor false")
        if name == "trusted_hosts" and not _is_texts(value):
            faults.append("trusted_hosts is not a list of host names")
    return faults


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)


def _key_path(instance: Path, name: str) -> Path:
    return instance / f"{name}.key"


def _write_key(path: Path) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(KEY_BYTES))
