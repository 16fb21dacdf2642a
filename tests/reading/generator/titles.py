"""Titles of OKRs in ten languages, and what people do to them: quotes, colons, emoji, great length."""

from __future__ import annotations

from collections.abc import Iterator

from tests.reading.generator.dice import Dice

__all__ = ["LANGUAGES", "PEOPLE", "PLACES", "titles"]

PLACES = ("Berlin", "Lima", "Kyoto", "Porto", "Utrecht", "Seoul", "Graz", "Quito", "Turin", "Lyon")
PEOPLE = (
    "Ana Ruiz",
    "Kim Lee",
    "Bo Lind",
    "Ida Falk",
    "José Álvarez",
    "Jürgen Groß",
    "Chloé d'Arc",
    "Mei-Lin Wu",
    "Anke van Dijk",
    "Søren Ø. Holm",
)
OBJECTIVES = {
    "en": (
        "Delight our riders",
        "Become the first choice of city shops",
        "Build a team that people want to join",
        "Make support a reason to stay",
        "Run a company that is safe to trust",
        "Win the hearts of commuters",
    ),
    "de": (
        "Unsere Kundinnen und Kunden begeistern",
        "Der beste Arbeitgeber der Stadt werden",
        "Verlässliche Technik liefern",
        "Den Vertrieb auf neue Füße stellen",
        "Gesund wachsen",
        "Die Marke bekannt machen",
    ),
    "fr": (
        "Enchanter nos clientes et nos clients",
        "Devenir l'employeur préféré de la ville",
        "Livrer une technique fiable",
        "Gagner de nouveaux marchés",
        "Grandir sainement",
        "Faire connaître la marque",
    ),
    "es": (
        "Enamorar a nuestros clientes",
        "Ser el mejor lugar para trabajar",
        "Entregar una plataforma fiable",
        "Abrir nuevos mercados",
        "Crecer de forma sana",
        "Dar a conocer la marca",
    ),
    "pt": (
        "Encantar nossos clientes",
        "Ser o melhor lugar para trabalhar",
        "Entregar uma plataforma confiável",
        "Abrir novos mercados",
        "Crescer de forma saudável",
        "Tornar a marca conhecida",
    ),
    "it": (
        "Conquistare i nostri clienti",
        "Diventare il miglior posto di lavoro",
        "Offrire una piattaforma affidabile",
        "Aprire nuovi mercati",
        "Crescere in modo sano",
        "Far conoscere il marchio",
    ),
    "nl": (
        "Onze klanten verrassen",
        "De beste werkgever van de stad worden",
        "Betrouwbare techniek leveren",
        "Nieuwe markten openen",
        "Gezond groeien",
        "Het merk bekend maken",
    ),
    "zh": (
        "让客户爱上我们的服务",
        "成为全市最佳雇主",
        "提供可靠的平台",
        "开拓新市场",
        "健康地成长",
        "让品牌家喻户晓",
    ),
    "ja": (
        "お客様に愛されるサービスを作る",
        "街一番の職場になる",
        "信頼できる基盤を届ける",
        "新しい市場を開く",
        "健全に成長する",
        "ブランドを広く知ってもらう",
    ),
    "ko": (
        "고객이 사랑하는 서비스를 만든다",
        "도시 최고의 직장이 된다",
        "믿을 수 있는 플랫폼을 제공한다",
        "새로운 시장을 연다",
        "건강하게 성장한다",
        "브랜드를 널리 알린다",
    ),
}
KEY_RESULTS = {
    "en": (
        "Sign new partner shops",
        "Raise repeat orders per rider",
        "Shorten the first answer in support",
        "Hire senior engineers",
        "Lift the rating in the app store",
        "Publish customer stories",
        "Weekly active riders",
    ),
    "de": (
        "Neue Partnerläden gewinnen",
        "Wiederkehrende Bestellungen steigern",
        "Erste Antwort im Support beschleunigen",
        "Erfahrene Entwicklerinnen einstellen",
        "Bewertung im App Store verbessern",
        "Kundengeschichten veröffentlichen",
        "Wöchentlich aktive Nutzer",
    ),
    "fr": (
        "Signer de nouvelles boutiques partenaires",
        "Augmenter les commandes répétées",
        "Raccourcir la première réponse du support",
        "Recruter des ingénieures confirmées",
        "Améliorer la note dans la boutique",
        "Publier des récits de clients",
        "Utilisateurs actifs par semaine",
    ),
    "es": (
        "Firmar nuevas tiendas asociadas",
        "Aumentar los pedidos repetidos",
        "Acortar la primera respuesta de soporte",
        "Contratar ingenieras con experiencia",
        "Mejorar la nota en la tienda de apps",
        "Publicar historias de clientes",
        "Usuarios activos por semana",
    ),
    "pt": (
        "Assinar novas lojas parceiras",
        "Aumentar os pedidos repetidos",
        "Encurtar a primeira resposta do suporte",
        "Contratar engenheiras experientes",
        "Melhorar a nota na loja de apps",
        "Publicar histórias de clientes",
        "Usuários ativos por semana",
    ),
    "it": (
        "Firmare nuovi negozi partner",
        "Aumentare gli ordini ripetuti",
        "Accorciare la prima risposta del supporto",
        "Assumere ingegneri esperti",
        "Migliorare il voto nello store",
        "Pubblicare storie di clienti",
        "Utenti attivi alla settimana",
    ),
    "nl": (
        "Nieuwe partnerwinkels tekenen",
        "Herhaalbestellingen verhogen",
        "Eerste antwoord van support versnellen",
        "Ervaren ontwikkelaars aannemen",
        "Beoordeling in de app store verbeteren",
        "Klantverhalen publiceren",
        "Wekelijks actieve gebruikers",
    ),
    "zh": (
        "签约新的合作门店",
        "提高重复订单量",
        "缩短客服首次响应时间",
        "招聘资深工程师",
        "提升应用商店评分",
        "发布客户故事",
        "每周活跃用户数",
    ),
    "ja": (
        "新しい提携店と契約する",
        "リピート注文を増やす",
        "サポートの初回返信を早める",
        "経験豊富なエンジニアを採用する",
        "アプリストアの評価を上げる",
        "お客様の声を公開する",
        "週間アクティブユーザー数",
    ),
    "ko": (
        "새로운 제휴 매장과 계약한다",
        "재주문을 늘린다",
        "고객 지원 첫 응답을 앞당긴다",
        "경력 엔지니어를 채용한다",
        "앱 스토어 평점을 높인다",
        "고객 이야기를 발행한다",
        "주간 활성 사용자 수",
    ),
}
LANGUAGES = tuple(OBJECTIVES)
RIGHT_TO_LEFT = ("تحسين تجربة العملاء", "שיפור חוויית הלקוח")


def titles(dice: Dice, language: str, *, key_results: bool) -> Iterator[str]:
    """Titles without end, no two alike in their letters: a phrase, mostly with a place, mostly plain."""
    phrases = (KEY_RESULTS if key_results else OBJECTIVES)[language]
    for place in PLACES:
        for phrase in dice.order(phrases):
            yield _dressed(dice, phrase, place)


def _dressed(dice: Dice, phrase: str, place: str) -> str:
    plain = f"{phrase} – {place}"
    if not dice.says(25):
        return plain
    dresses = (
        f'"{phrase}" – {place}',
        f"{phrase}: {place}, {place} & {place}",
        f"={phrase} {place}",
        f"🚀 {phrase} {place} 🎯",
        f"{phrase} – {place} (24/7 & 365)",
        f"{phrase} {place}\n(+ 1 x {place})",
        f"{phrase} — {place}. " + f"{phrase}; " * dice.number(3, 12) + "…",
        f"{dice.one(RIGHT_TO_LEFT)} {place} {phrase}",
        f"{phrase} {place}!",
    )
    return dice.one(dresses)
