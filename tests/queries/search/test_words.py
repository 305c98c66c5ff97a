"""Queries in six languages over one sentence in each: what a normaliser and stems must find, and what they must not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.queries.search.answering import Answers
from servanda.queries.search.index import Index, Place
from servanda.queries.search.stems import agree
from servanda.queries.search.vocabulary import FIELD, KINDS, in_six_languages
from servanda.queries.search.words import LONGEST_QUERY, MOST_WORDS, Wanted, folded, plain, wanted, words

SENTENCES = {
    "en": "The States Parties completed the clearance of contaminated areas under Article 4 (CCM/MSP/2016/9).",
    "fr": "Les États parties ont achevé la dépollution des zones contaminées et présenté leurs délais de prolongation.",
    "es": "Los Estados partes examinaron las contribuciones asignadas y los plazos para la destrucción de existencias.",
    "ru": "Государства-участники представили доклады о мерах транспарентности по Конвенции о кассетных боеприпасах.",
    "ar": "قدّمت الدول الأطراف في الاتفاقية المساهمات المقررة وتقارير الشفافية عن الذخائر العنقودية.",
    "zh": "缔约国审议了集束弹药公约的执行情况和分摊会费。",
}


@pytest.fixture(scope="module")
def answers() -> Answers:
    index = Index()
    for language, sentence in SENTENCES.items():
        index.put(Place("sentence", language), [sentence])
    return Answers(index)


def found(answers: Answers, query: str) -> list[str]:
    """The languages of the sentences that answer every word of a query."""
    places = set(range(len(SENTENCES)))
    for word in wanted(query):
        places &= answers.of(word).all
    return [list(SENTENCES)[place] for place in sorted(places)]


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("clearances", "en"),
        ("contaminated area", "en"),
        ("MSP/2016/9", "en"),
        ("delai", "fr"),
        ("DÉPOLLUTION", "fr"),
        ("contribucion", "es"),
        ("plazo destruccion", "es"),
        ("конвенция", "ru"),
        ("доклад транспарентность", "ru"),
        ("кассетный боеприпас", "ru"),
        ("اتفاقية", "ar"),
        ("مساهمات", "ar"),
        ("ذخائر عنقودية", "ar"),
        ("الشفافيه", "ar"),
        ("公约", "zh"),
        ("会费", "zh"),
        ("集束弹药", "zh"),
        ("审", "zh"),
    ],
)
def test_a_word_is_found_in_its_language_in_whatever_form(answers: Answers, query: str, language: str) -> None:
    assert found(answers, query) == [language]


@pytest.mark.parametrize(
    "query", ["clearly", "contagious", "条约", "约公", "договор", "معاهدة", "informe", "2016/8", "9/2016"]
)
def test_another_word_is_not(answers: Answers, query: str) -> None:
    assert found(answers, query) == []


@pytest.mark.parametrize(
    ("query", "languages"),
    [
        ("States", ["en"]),
        ("état", ["fr"]),
        ("contam", ["en", "fr"]),
        ("contam areas", []),
        ("государс", ["ru"]),
        ("الأطرا", ["ar"]),
    ],
)
def test_the_last_word_may_be_unfinished_and_no_other(answers: Answers, query: str, languages: list[str]) -> None:
    assert found(answers, query) == languages


def test_numbers_and_symbols_stand_whole_and_in_parts() -> None:
    assert {"a/res/70/54", "70/54", "res/70", "a/res", "54", "70"} <= set(words("A/RES/70/54"))
    assert {"2016/04/28", "2016/04", "2016", "04"} <= set(words("2016-04-28"))
    assert {"7/1", "7", "1"} <= set(words("7(1)"))
    assert {"9msp", "9", "msp"} <= set(words("9MSP"))
    assert words("٢٠١٦") == words("۲۰۱۶") == words("２０１６") == ("2016",)
    assert wanted("28.04.2016")[0].forms == ("28/04/2016", "2016/04/28")


def test_an_address_of_the_web_gives_its_words_and_no_symbols() -> None:
    found = words("https://www.clusterconvention.org/files/2016/09/report-7.pdf")
    assert {"clusterconvention", "2016", "report", "pdf"} <= set(found)
    assert [word for word in found if "/" in word] == []


def test_apostrophes_of_any_kind_join_or_part() -> None:
    for written in ("Côte d’Ivoire", "cote d'ivoire", "COTE D`IVOIRE", "Côte dʼIvoire", "Cote divoire"):
        assert plain(written) == "cote divoire"
    assert {"divoire", "ivoire"} <= set(words("d’Ivoire"))


def test_particles_count_only_where_nothing_else_is_asked() -> None:
    assert wanted("the report of Chad") == [Wanted(("report",)), Wanted(("chad",), True)]
    assert wanted("de") == [Wanted(("de",))]


def test_vowel_marks_and_variants_of_arabic_letters_do_not_matter() -> None:
    assert folded("مُعَاهَدَة") == "معاهدة"
    assert agree("أفريقيا", "افريقيا")
    assert agree("المساهمات", "مساهمات")
    assert agree("والمساهمات", "مساهمات")
    assert not agree("مساهمات", "معاهدات")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sudan", "sud"),
        ("niger", "nigeria"),
        ("iran", "iraq"),
        ("mali", "malta"),
        ("австрия", "австралия"),
        ("guinea", "guyana"),
    ],
)
def test_names_that_are_alike_do_not_meet(one: str, other: str) -> None:
    assert not agree(one, other)


def test_a_query_is_cut_where_it_is_too_long() -> None:
    assert len(wanted(" ".join(f"word{n}" for n in range(40)))) == MOST_WORDS
    assert wanted("x" * 5000) == wanted("x" * LONGEST_QUERY)
    assert wanted("\x00\x1b\u200f \t\n") == []


def test_the_words_of_the_field_are_each_in_one_alphabet() -> None:
    alphabets = ("[a-zà-ÿœ]", "[а-яё]", "[\u0600-\u06ff]", "[\u4e00-\u9fff]")
    for text in FIELD.values():
        for word in re.split(r"[ -]", text):
            assert any(re.fullmatch(f"{letters}+", word) for letters in alphabets), word
        assert {re.match(letters, word) is not None for letters in alphabets for word in text.split()} == {True, False}
        assert all(re.search(letters, text) for letters in alphabets), f"a language is missing: {text}"


def test_every_kind_of_act_has_its_words() -> None:
    from servanda.core.acts import KINDS as ACTS

    assert set(KINDS) == set(ACTS)
    assert "выход" in in_six_languages(KINDS["withdrawal"])


@given(st.text(max_size=300))
def test_any_text_is_a_query(text: str) -> None:
    asked = wanted(text)
    assert len(asked) <= MOST_WORDS
    assert all(word.forms and all(word.forms) for word in asked)


@given(st.text(alphabet="abcdeéèñü 'ивйЙأاةпщ", max_size=30))
def test_folding_again_changes_nothing_and_case_does_not_matter(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert folded(text.upper()) == folded(text.lower())
    assert wanted(text.upper()) == wanted(text)
