"""A disk from which the power can be taken: then it holds what was synced, and nothing else."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.served import SERVE, Served, start_server

SOURCE = Path(__file__).with_name("disk.c")
DATABASE = "myelog.db"


def build_shim(folder: Path) -> Path:
    """Compile the shim that keeps what was synced."""
    shim = folder / "disk.so"
    command = ["gcc", "-Wall", "-Wextra", "-Werror", "-O1", "-shared", "-fPIC", "-o", str(shim), str(SOURCE)]
    subprocess.run([*command, "-ldl"], check=True)
    return shim


@dataclass(frozen=True, slots=True)
class Disk:
    """The instance's files as they are, and beside them as a disk is sure to hold them."""

    instance: Path
    synced: Path
    shim: Path

    def hold(self) -> None:
        """What is there now is on the disk."""
        self.synced.mkdir(exist_ok=True)
        for path in self.instance.glob(f"{DATABASE}*"):
            shutil.copy(path, self.synced)

    def start(self, synchronous: int) -> Served:
        """Start a server on this disk, with SQLite's `synchronous` at that level: 2 is FULL, the product's own."""
        environment = {**os.environ, "LD_PRELOAD": str(self.shim), "MYELOG_SYNCED": str(self.synced)}
        level = f"from app.storage import database; database.SETTINGS['synchronous'] = {synchronous}; "
        return start_server(self.instance, program=level + SERVE, environment=environment)

    def cut_power(self) -> None:
        """Everything that was not synced is gone."""
        for path in self.instance.glob(f"{DATABASE}*"):
            path.unlink()
        for name in (DATABASE, f"{DATABASE}-wal"):
            if (self.synced / name).exists():
                shutil.copy(self.synced / name, self.instance)
