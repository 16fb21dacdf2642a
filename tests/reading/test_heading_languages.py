"""Headings in ten languages, as people write them: loan words, compounds, two languages at once, slips."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsheets.model import Field
from okrsheets.reading.language.vocabulary import Vocabulary, load_vocabulary
from okrsheets.reading.tables.headings import HeadingReader

HEADINGS = {
    "german": """
        Ziel=objective, Ziele=objective, Objective (Ziel)=objective, Schlüsselergebnisse=key_result,
        Schluesselergebnis=key_result, KR Verantwortlicher=owner of key result,
        Verantwortlich (KR)=owner of key result, Zielverantwortlicher=owner of objective,
        Objective-Owner=owner of objective, Zielwert=target, Soll=target, Startwert=baseline,
        Ausgangswert=baseline, Ist-Wert=current, aktueller Stand=current, Fortschritt in %=progress,
        KR-Fortschritt=progress of key result, Zielfortschritt=progress of objective,
        Zielerreichung=progress, Schlüsselergebnis-Status=status of key result,
        Status des Ziels=status of objective, Bis wann=due, Fällig am=due, Übergeordnetes Ziel=parent,
        zahlt ein auf=contributes_to, Unterstützt=supports, Abhängig von=depends_on, Konfidenz=confidence,
        Gewichtung=weight, Bemerkungen=note, Maßeinheit=unit, Gesamtstatus=status, Umsatzziel=objective,
        Maßnahmen=-, Abweichung zum Ziel=-, Zielgruppe=-
    """,
    "french": """
        Objectif=objective, Objectifs=objective, Résultat clé=key_result, RÉSULTATS CLÉS=key_result,
        Responsable=owner, Responsable du KR=owner of key result,
        Responsable de l'objectif=owner of objective, Statut KR=status of key result, Avancement=progress,
        Taux d'avancement=progress, Avancement du KR=progress of key result, Valeur cible=target,
        Cible=target, Valeur de départ=baseline, Valeur actuelle=current, Réalisé=current, Échéance=due,
        Date de début=start, Pondération=weight, Confiance=confidence, Équipe=team, Statut=status,
        Commentaires=note, Objectif parent=parent, Contribue à=contributes_to, Dépend de=depends_on,
        Unité=unit, Trimestre=cycle, Écart=-
    """,
    "spanish": """
        Objetivo=objective, Resultado clave=key_result, Resultados Clave (KR)=key_result, Responsable=owner,
        Responsable del objetivo=owner of objective, Avance=progress, % de avance=progress,
        Línea base=baseline, Valor actual=current, Valor objetivo=target, Estado=status,
        Estado del KR=status of key result, Fecha límite=due, Fecha de inicio=start, Peso=weight,
        Confianza=confidence, Equipo=team, Área=team, Observaciones=note, Alineado a=parent,
        Contribuye a=contributes_to, Depende de=depends_on, Brecha=-
    """,
    "portuguese": """
        Objetivo=objective, Resultado-chave=key_result, Resultados-Chave=key_result, Responsável=owner,
        Responsável pelo KR=owner of key result, Dono=owner, Progresso do objetivo=progress of objective,
        Valor inicial=baseline, Linha de base=baseline, Valor atual=current, Valor alvo=target, Prazo=due,
        Situação=status, Peso=weight, Confiança=confidence, Equipe=team, Time=team, Observações=note,
        Objetivo pai=parent, Depende de=depends_on, % concluído=progress, Unidade de medida=unit
    """,
    "italian": """
        Obiettivo=objective, Obiettivi=objective, Risultato chiave=key_result, Risultati chiave=key_result,
        Responsabile=owner, Responsabile dell'obiettivo=owner of objective, Avanzamento=progress,
        Valore iniziale=baseline, Valore attuale=current, Valore obiettivo=target, Stato=status,
        Scadenza=due, Peso=weight, Fiducia=confidence, Note=note, Obiettivo padre=parent,
        Dipende da=depends_on, Priorità=priority
    """,
    "dutch": """
        Doel=objective, Doelstelling=objective, Kernresultaat=key_result, Kernresultaten=key_result,
        Eigenaar=owner, Doeleigenaar=owner of objective, KR-eigenaar=owner of key result,
        Kernresultaat-status=status of key result, Voortgang=progress, Doelvoortgang=progress of objective,
        Startwaarde=baseline, Huidige waarde=current, Streefwaarde=target, Einddatum=due, Weging=weight,
        Vertrouwen=confidence, Opmerkingen=note, Bovenliggend doel=parent,
        Eigenaar van het doel=owner of objective, Draagt bij aan=contributes_to
    """,
    "chinese": """
        目标=objective, 目标（O）=objective, 关键结果=key_result, 关键结果（KR）=key_result,
        关键成果=key_result, 负责人=owner, KR负责人=owner of key result, O 负责人=owner of objective,
        目标的负责人=owner of objective, 负责人（KR）=owner of key result, 目标值=target, 当前值=current,
        起始值=baseline, 完成度=progress, 目标完成率(%)=progress, KR完成率=progress of key result,
        关键结果进度=progress of key result, 状态=status, 信心指数=confidence, 权重=weight, 截止日期=due,
        上级目标=parent, 上级部门目标=parent, 对齐=parent, 依赖=depends_on, 支撑=supports, 备注=note,
        单位=unit, 部门=team, 周期=cycle, 优先级=priority, 评分=score, ２０２６年目标值=target,
        与目标值差距=-, 目标与关键结果=title, 目标／关键结果=title, 本季度目标=objective, 目 标=objective
    """,
    "traditional chinese": """
        目標=objective, 關鍵結果=key_result, 關鍵成果（KR）=key_result, 負責人=owner,
        KR負責人=owner of key result, 目標值=target, 目前值=current, 完成度=progress, 狀態=status,
        信心指數=confidence, 權重=weight, 截止日期=due, 備註=note, 上層目標=parent, 部門=team
    """,
    "japanese": """
        目標=objective, 主要な結果=key_result, 主要な成果=key_result, キーリザルト=key_result, 担当者=owner,
        KR担当者=owner of key result, 目標の担当者=owner of objective, 目標値=target, 現在値=current,
        開始値=baseline, 進捗=progress, 進捗率（％）=progress, ステータス=status, 自信度=confidence,
        期限=due, 重み=weight, 上位目標=parent, 備考=note, ﾁｰﾑ=team, 優先度=priority, 予測値=-
    """,
    "korean": """
        목표=objective, 핵심 결과=key_result, 핵심결과=key_result, 핵심 결과(KR)=key_result, 담당자=owner,
        KR 담당자=owner of key result, 목표 담당자=owner of objective, 목표값=target, 목표 값=target,
        현재값=current, 시작값=baseline, 진행률=progress, 달성률(%)=progress, 상태=status, 마감일=due,
        가중치=weight, 자신감=confidence, 상위 목표=parent, 비고=note, 팀=team, 우선순위=priority
    """,
    "others": """
        Cel=objective, Kluczowy rezultat=key_result, Osoba odpowiedzialna=owner, Wartość docelowa=target,
        Postęp=progress, Status celu=status of objective, Termin=due, Цель=objective,
        Ключевые результаты=key_result, Ответственный=owner, Факт=current, План=target, Прогресс=progress,
        Срок=due, Mål=objective, Nyckelresultat=key_result, Ansvarig=owner, Målvärde=target, Utfall=current,
        Hedef=objective, Anahtar sonuç=key_result, Sorumlu=owner, Gerçekleşen=current,
        Başlangıç değeri=baseline, İlerleme=progress, هدف=objective, نتایج کلیدی=key_result, مسئول=owner,
        درصد پیشرفت=progress, وضعيت=status
    """,
    "two languages": """
        Owner / 负责人=owner, 负责人 Owner=owner, Objective 目标=objective, 目标 Objective=objective,
        Key Results 关键结果=key_result, 目标 / Target=target, KR Owner / KR负责人=owner of key result,
        Ziel / Objective=objective, Fortschritt / Progress=progress, Status | 状态=status,
        担当者（Owner）=owner
    """,
    "slips": """
        Ojective=objective, Verantwortlciher=owner, Progess=progress, Keyresult=key_result, Satus=status,
        Schlüsselergebniss=key_result, Fortschrit=progress, Responsbale=owner, Résulat clé=key_result,
        Resultdo clave=key_result, Eigenar=owner, Confidance=confidence
    """,
    "signs": """
        🎯 Objective=objective, 📈 Progress=progress, ✅ Status=status, Title*=title, * Owner=owner,
        Target¹=target, Owner ▼=owner, [Owner]=owner, 1. Objective=objective, b) Status=status, # =id,
        Progress %=progress, Key Result:=key_result, ➡️ Target=target, Owner †=owner, Status [1]=status
    """,
    "numbers": """
        KR 1=key_result 1, KR1 - Target=target of key result 1, KeyResult_Is_1=current of key result 1,
        Key Result #2 owner=owner of key result 2, 2nd key result=key_result 2,
        key result target 3=target of key result 3, KR 1.2=key_result 2, Objective 2=objective 2,
        关键结果1=key_result 1, KR2目标值=target of key result 2,
        关键结果 3 完成率=progress of key result 3, Schlüsselergebnis 1=key_result 1,
        Résultat clé 2=key_result 2, 핵심결과 1=key_result 1, 目標1=objective 1, Q1 target=target,
        2026 Target=target
    """,
}


def _said(reader: HeadingReader, heading: str) -> str:
    """The first that a heading means, in the words of the table above."""
    reading = reader.guess(heading)
    if not reading.meanings:
        return "-" if reading.known else "unknown"
    first = reading.meanings[0]
    said = first.field.value + (f" of {first.level.value}" if first.level else "")
    # A numbered heading of the key result itself names no level.
    return said if reading.number is None else f"{said} {reading.number}"


@pytest.mark.parametrize("language", HEADINGS)
def test_headings_are_known_as_people_write_them(english: Vocabulary, language: str) -> None:
    reader = HeadingReader(english)
    listed = [part.strip() for part in " ".join(HEADINGS[language].split()).split(", ")]
    wanted = dict(part.rsplit("=", 1) for part in listed)
    assert {heading: _said(reader, heading) for heading in wanted} == wanted


def test_a_heading_broken_over_lines_is_one_word(english: Vocabulary) -> None:
    assert _said(HeadingReader(english), "Verantwort-\nlicher") == "owner"
    assert _said(HeadingReader(english), "Schlüssel-\nergebnis") == "key_result"


def test_one_of_two_lines_may_name_the_level(english: Vocabulary) -> None:
    assert _said(HeadingReader(english), "KR\nStatus") == "status of key result"
    assert _said(HeadingReader(english), "Objective\n(what do we want to achieve?)") == "objective"


@pytest.mark.parametrize(
    "heading",
    [
        "Store",
        "Debit",
        "Stats",
        "Mitigation",
        "Testergebnis",
        "检查结果",
        "目标客户",
        "目标是否可衡量？",
        "Heures",
    ],
)
def test_a_heading_that_only_resembles_one_of_ours_means_nothing(english: Vocabulary, heading: str) -> None:
    assert HeadingReader(english).guess(heading).meanings == ()


def _headings() -> list[str]:
    vocabulary = load_vocabulary({})
    return [word for field in Field for word in vocabulary.words_of("headings", field.value)]


def _plural(word: str) -> str:
    return f"{word}s" if word[-1:].isascii() and word[-3:].isalpha() and word[-1] not in "sSyY" else word


def _full_width(word: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in word)


def _without_accents(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not "\u0300" <= c <= "\u036f")


WRITTEN = (str, str.upper, str.lower, str.title, _plural, _full_width, _without_accents)


@given(
    st.sampled_from(_headings()),
    st.lists(st.sampled_from(WRITTEN), max_size=3),
    st.sampled_from(("", " ", "\u00a0", "* ", "🎯 ", "\t", "- ")),
    st.sampled_from(("", " ", ":", "*", " ?", "：", "\n", " ▼")),
)
def test_a_heading_is_the_same_in_any_case_plural_and_punctuation(
    word: str, ways: list[Callable[[str], str]], before: str, behind: str
) -> None:
    reader = HeadingReader(load_vocabulary({}))
    written = word
    for way in ways:
        written = way(written)
    said = {meaning.field for meaning in reader.read(word).meanings}
    assert {meaning.field for meaning in reader.read(f"{before}{written}{behind}").meanings} == said
