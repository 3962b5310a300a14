"""Settings as the environment gives them."""

import pytest

from search.errors import InvalidSetting
from search.settings import SETTINGS, settings_from


def test_every_default_is_a_value_that_the_setting_takes():
    assert all(setting.parse(str(setting.default)) == setting.default for setting in SETTINGS)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("CHANCERY_PAGE_SIZE", "0", "CHANCERY_PAGE_SIZE='0' is out of bounds; write a number from 1 to 100"),
        ("CHANCERY_PAGE_SIZE", "101", "from 1 to 100"),
        ("CHANCERY_JOBS", "-1", "CHANCERY_JOBS='-1' is out of bounds"),
        ("CHANCERY_EXPANSIONS", "0", "of 1 or more"),
        ("CHANCERY_PAGE_SIZE", "ten", "is not a whole number"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_what_can(name, text, said):
    with pytest.raises(InvalidSetting, match=said):
        settings_from({name: text})
