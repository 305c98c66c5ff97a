"""The order of names."""

from servanda.core.alphabet import alphabetical, unaccented


def test_accents_and_capitals_do_not_part_names() -> None:
    names = ["Zambia", "Türkiye", "São Tomé and Principe", "Costa Rica", "Croatia", "Côte d'Ivoire", "Samoa", "Tuvalu"]
    assert sorted(names, key=alphabetical) == [
        "Costa Rica",
        "Côte d'Ivoire",
        "Croatia",
        "Samoa",
        "São Tomé and Principe",
        "Türkiye",
        "Tuvalu",
        "Zambia",
    ]
    assert sorted(["État", "Égypte", "erreur"], key=alphabetical) == ["Égypte", "erreur", "État"]


def test_letters_that_are_none_with_an_accent_stay() -> None:
    assert unaccented("Österreich, Curaçao, Łódź") == "Osterreich, Curacao, Łodz"
    assert unaccented("Норвегия") == "Норвегия"
