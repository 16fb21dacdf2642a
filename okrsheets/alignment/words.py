"""The words that people write around a reference, language by language: kinds, shares, none, and."""

from __future__ import annotations

from collections.abc import Mapping

from okrsheets.model import AlignmentKind

__all__ = [
    "AND",
    "AND_UNSPACED",
    "BEFORE",
    "BEHIND",
    "BUT",
    "CLOSING",
    "DENIED_BEFORE",
    "DENIED_BEHIND",
    "DENYING",
    "KEY_RESULT",
    "LITTLE",
    "NEGATIONS",
    "NEGATIONS_UNSPACED",
    "NOTHING",
    "NO_SUCH",
    "OBJECTIVE",
    "PARTS",
    "PERCENT",
    "REFERENCE",
    "STOP",
    "TOP",
]

NOTHING = (
    "na|n/a|none|nil|null|nothing|no|tbd|tbc|tba|todo|to do|not aligned|unaligned|not applicable|no parent|"
    "no alignment|to be defined|to be determined|to be decided|to be confirmed|to be agreed|not yet|"
    "not yet aligned|not yet defined|not yet known|unknown|not set|empty|"
    "keine|keins|kein|keiner|keines|nichts|entfällt|offen|noch offen|noch nicht festgelegt|"
    "nicht ausgerichtet|nicht zutreffend|unbekannt|k. a.|noch zu klären|wird noch festgelegt|"
    "aucun|aucune|néant|rien|non aligné|non applicable|sans objet|s.o.|à définir|à déterminer|à préciser|"
    "ninguno|ninguna|nada|sin alinear|sin alineación|no aplica|n/d|por definir|por determinar|pendiente|"
    "nenhum|nenhuma|não alinhado|não se aplica|não aplicável|a definir|a determinar|pendente|"
    "nessuno|nessuna|niente|non allineato|non applicabile|da definire|da determinare|"
    "geen|niets|nvt|n.v.t.|n.t.b.|niet van toepassing|niet uitgelijnd|nog te bepalen|nader te bepalen|"
    "onbekend|"
    "无|無|没有|沒有|暂无|暫無|待定|未定|不适用|不適用|未对齐|未對齊|"
    "なし|無し|特になし|該当なし|未設定|未定義|検討中|"
    "없음|해당 없음|해당없음|미정|미지정|추후 결정"
)
"""What says that there is no alignment, or none yet."""

BEFORE: Mapping[AlignmentKind | None, str] = {
    AlignmentKind.STRAIGHTFORWARD: (
        "contributes to|contributes towards|contributes|contributing to|contribution to|cascades from|"
        "cascaded from|rolls up to|rolls up into|rolls into|feeds into|feeds|delivers|counts towards|"
        "counts for|straightforward|"
        "zahlt ein auf|zahlt auf|zahlt|trägt bei|trägt|trägt bei zu|trägt zu|"
        "leistet beitrag zu|beitrag zu|fließt ein in|fließt in|"
        "kaskadiert von|abgeleitet von|"
        "contribue à|contribue au|contribue aux|contribution à|contribution au|alimente|décliné de|"
        "contribuye a|contribuye al|contribución a|aporta a|se deriva de|derivado de|"
        "contribui para|contribui com|contribuição para|desdobrado de|alimenta|"
        "contribuisce a|contribuisce al|contributo a|confluisce in|deriva da|"
        "draagt bij aan|bijdrage aan|telt mee voor|afgeleid van|"
        "贡献于|贡献给|贡献到|贡献|汇总到|拆解自|分解自|貢獻於|彙總到|貢献先|기여 대상|기여 목표|기여"
    ),
    AlignmentKind.DIRECTIONAL: (
        "supports|supporting|support for|in support of|aligned with|aligns with|in line with|inspired by|"
        "related to|relates to|takes direction from|directional|"
        "unterstützt|unterstützung von|unterstützung für|im einklang mit|abgestimmt mit|orientiert sich an|"
        "soutient|appuie|en soutien de|en appui de|aligné avec|"
        "apoya a|apoya al|apoya|respalda|en apoyo de|alineado con|"
        "apoia|suporta|em apoio a|alinhado com|"
        "supporta|sostiene|a supporto di|a sostegno di|allineato con|"
        "ondersteunt|ter ondersteuning van|in lijn met|"
        "支持|支撑|支撐|支援先|지원 대상|지원 목표"
    ),
    AlignmentKind.DEPENDENCY: (
        "depends on|depends upon|dependent on|depending on|dependency on|dependency|blocked by|needs|"
        "requires|relies on|waits for|waiting for|waiting on|"
        "abhängig von|hängt ab von|abhängigkeit von|abhängigkeit|blockiert durch|benötigt|wartet auf|"
        "dépend de|dépend du|dépendance|bloqué par|nécessite|a besoin de|attend|"
        "depende de|depende del|dependencia|bloqueado por|requiere|necesita|"
        "dependência|depende do|requer|precisa de|"
        "dipende da|dipendenza|bloccato da|richiede|"
        "afhankelijk van|afhankelijkheid|geblokkeerd door|vereist|wacht op|"
        "依赖于|依赖|取决于|依賴於|依賴|依存先|의존 대상|의존"
    ),
    None: (
        "aligned to|aligns to|parent|linked to|links to|belongs to|see|"
        "ausgerichtet an|ausgerichtet auf|gehört zu|bezug zu|bezieht sich auf|siehe|"
        "aligné sur|aligné à|lié à|relié à|rattaché à|voir|"
        "alineado a|vinculado a|relacionado con|pertenece a|padre|"
        "alinhado a|vinculado a|ligado a|pertence a|pai|"
        "allineato a|collegato a|appartiene a|vedi|"
        "gekoppeld aan|hoort bij|afgestemd op|sluit aan op|zie|"
        "对齐到|对齐|关联|承接自|承接|對齊到|對齊|關聯|上位目標|上位|親|상위 목표|상위|연계"
    ),
}
"""What stands before a reference, and the kind it says; None: either."""

BEHIND: Mapping[AlignmentKind | None, str] = {
    AlignmentKind.STRAIGHTFORWARD: "に貢献する|に貢献|へ貢献|に積み上げ|에 기여함|에 기여",
    AlignmentKind.DIRECTIONAL: "を支援する|を支援|をサポート|を支える|을 지원|를 지원|지원",
    AlignmentKind.DEPENDENCY: "に依存する|に依存|待ち|에 의존함|에 의존",
    None: "に紐づく|に紐付く|に整合|에 정렬|에 연계",
}
"""What stands behind a reference where the verb ends the sentence."""

CLOSING = "bei|ein|ab"
"""The second half of a German verb: "zahlt auf CO-1 ein"."""

LITTLE = (
    "to|of|for|towards?|the|our|zu|zum|zur|von|vom|an|auf|in|das|den|dem|der|die|unser|unsere|unserem|"
    "de|du|des|à|au|aux|le|la|les|notre|a|al|el|los|nuestro|para|do|da|o|os|nosso|di|del|alla|il|lo|nostro|"
    "van|aan|voor|op|het|ons|onze"
)
"""What stands between a share or kind and the reference."""

PARTS: Mapping[AlignmentKind | None, str] = {
    AlignmentKind.STRAIGHTFORWARD: (
        "contribution|contributor|beitrag|contribución|contribuição|contributo|bijdrage|貢献|贡献|기여"
    ),
    AlignmentKind.DIRECTIONAL: (
        "support|unterstützung|soutien|appui|apoyo|apoio|supporto|sostegno|ondersteuning"
    ),
    None: "share|weight|part|portion|anteil|gewicht|poids|peso|parte|quota|aandeel|gewichtung|占比|权重",
}
"""What is said of an alignment behind its reference: "CO-1 (40 % contribution)", "CO-1 - weight 40 %"."""

PERCENT = (
    "%|％|percent|per cent|pct|prozent|pour cent|por ciento|por cento|per cento|procent|パーセント|퍼센트"
)

AND = "and|und|sowie|et|y|e|en"
AND_UNSPACED = "和|与|及|與|と|および|及び|및|그리고"
"""What joins two references; it splits a line only where every part is one."""

OBJECTIVE = (
    "objectives?|obj|goals?|ziele?|objectifs?|objetivos?|obiettiv[oi]|doelstelling|doelstellingen|doel|doelen|"
    "目标|目標|목표"
)
REFERENCE = "ref|reference|id|okr|réf|référence|referenz|referencia|referência|riferimento|primary|secondary"
"""What else a reference is labelled with: "Ref: CO-1"."""

KEY_RESULT = (
    "krs|schlusselergebnis|kernergebnis|resultat[ -]cle|resultados?[ -]clave|resultados?[ -]chave|"
    "risultat[oi][ ]chiave|kernresultaat|"
    "关键结果|關鍵結果|关键成果|關鍵成果|主要な結果|主要な成果|핵심[ ]?결과"
)
"""What an id is said to be, plainly written: "Ziel 3", "Résultat clé 1.2"."""

TOP = (
    "company|companywide|corporate|corporation|organisation|organization|org|group|enterprise|firm|"
    "unternehmen|konzern|gesamtunternehmen|firma|entreprise|société|groupe|empresa|compañía|organización|"
    "organização|azienda|gruppo|bedrijf|organisatie|公司|集团|集團|全社|会社|회사|전사"
)
"""What the top level's tabs and teams are called."""

STOP = (
    "a an the of in on at to for by from with and or our all as is are be that this its per via into "
    "der die das den dem des ein eine einen einem einer und oder in im am zum zur von vom fur mit auf bei "
    "le la les l un une des du de d et ou en au aux pour par sur avec "
    "el los las una unos unas y o del al con por para "
    "o os as um uma e no na nos nas do da dos das "
    "il lo gli i della dello dei delle nel nella di "
    "het een van voor met op door te"
)
"""Words that carry no meaning in a title."""

NEGATIONS = (
    "not no non without never nor dont nicht kein keine keinen ohne nie pas sans jamais ni sin nunca "
    "nao sem senza mai niet geen zonder nooit"
)
"""Words that turn a title round: no two titles are near of which one alone has such a word."""

NEGATIONS_UNSPACED = "不|非|没|無|无|ない|ません|ず|않|안|못"
"""The same inside of what is written without blanks."""

DENYING = (
    "not|no longer|no more|not any more|not yet|never|nor|nicht|nicht mehr|noch nicht|nie|niemals|pas|"
    "pas encore|n'est plus|plus maintenant|jamais|"
    "ya no|aun no|todavia no|ahora no|nunca|tampoco|nao|nao mais|ja nao|ainda nao|agora nao|nem|"
    "non piu|non ancora|neppure|niet|niet meer|nog niet|nooit"
)
"""What denies a reference, before it or behind it: "no longer CO-1", "CO-1, not now"."""

NO_SUCH = "no|non|kein|keine|keinen|keinem|keiner|aucun|aucune|ningun|ninguno|nenhum|nessun|geen"
"""What denies a reference before it; what begins so behind one may be a title: "CO-1, no downtime"."""

BUT = (
    "but|although|though|and|now|is|aber|doch|und|jetzt|ist|mais|et|n'est|c'est|pero|y|es|ahora|mas|porem|e|"
    "agora|ma|pero|ora|maar|en|nu"
)
"""What stands before a denial: "CO-1, but not now"."""

DENIED_BEFORE = (
    "(?:但是?|而|却|卻)?(?:不(?:是(?!非)|再|在|属|屬|适用|適用|适合|適合|对齐|對齊|支持|支撑|支撐|相关|相關|需要|做|用|了|$)|"
    "没有|沒有|没$|沒$|并非|並非|并不|並不|暂不|暫不|尚未)"
)
DENIED_BEHIND = "ない|ません|なし|아님|아니다|아니라|않음|않다|없음"
"""What denies in writing without blanks: at the beginning of a remark, or at the end of it."""
