from pathlib import Path

import pytest

from fairplace.town.config.shares import find_share, kind_of

MOUNTS = [
    (Path("/"), "ext4"),
    (Path("/srv"), "nfs4"),
    (Path("/srv/local"), "ext4"),
    (Path("/mnt/x"), "ext4"),
    (Path("/mnt/x"), "cifs"),
]


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/ada", "ext4"),
        ("/srv/town", "nfs4"),
        ("/srv/local/town", "ext4"),
        ("/mnt/x/y", "cifs"),
        ("/srv2", "ext4"),
    ],
)
def test_a_folder_belongs_to_its_innermost_and_latest_mount(folder, kind):
    assert kind_of(Path(folder), MOUNTS) == kind


def test_a_folder_of_this_machine_is_no_share(tmp_path):
    assert find_share(tmp_path) == ""
