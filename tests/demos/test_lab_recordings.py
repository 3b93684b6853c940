"""What came of the lab's attacks, kept for the export."""

from guide.demos import lab, lab_recordings
from guide.demos.twins import SHOWN


def test_both_outcomes_of_every_attack_are_recorded() -> None:
    """When an attack changes: python -m guide.demos.lab_recordings."""
    found = lab_recordings.recorded()

    assert [each.id for each in lab.attacks()] == list(found)
    for attack in lab.attacks():
        recorded = found[attack.id]
        assert recorded.text == attack.read(None)
        assert [(each.twin, each.protected, each.succeeded) for each in recorded.trials] == [
            (twin.id, protected, not protected) for protected in (True, False) for twin in SHOWN
        ]
        assert {len(attack.requests)} == {len(each.statuses) for each in recorded.trials}
