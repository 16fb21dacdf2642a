"""A team whose sheet says everything that a mail could break on."""

from __future__ import annotations

from okrsheets.model import Figure, Figures, Finding, Place, Recipient, Results, Severity, Status
from tests.okrs import key_result, objective, okr_set
from tests.reporting.company import results_of

__all__ = ["HOSTILE", "HOSTILE_TEAM", "hostile"]

HOSTILE = (
    "<script>window.ran = 1</script>",
    '"><img src=https://evil.example/x.png onerror="window.ran = 1">',
    "</style><style>*{display:none}</style>",
    "<!--[if mso]><b>Word</b><![endif]-->",
    "&lt;b&gt; &amp; &#60;",
    "{{ 7 * 7 }}{% raw %}",
    "# Heading\n\nWhat needs you\n--------------\n1. Pay the invoice\r\nBcc: all@example.org",
    "*bold* _it_ `code` [click](javascript:alert(1)) | table",
    "להגדיל את ההכנסות ב-20 %",
    "זה \u202eevil\u2066 גם",
    "Ship it \U0001f680\U0001f469\u200d\U0001f4bb\ufe0f now",
    "成長する市場で最も信頼される会社になる" * 4,
    "a" * 2000,
    "tab\there\x07and\x1bbell\u2028line",
    "   ",
)
_TEAM = 'Sales "<b>'
HOSTILE_TEAM = Recipient(
    "x@example.org",
    "<i>Eve</i>\r\nBcc: all@example.org",
    teams=(_TEAM,),
    leads=(_TEAM,),
    because="<u>listed</u>\nhere",
)


def hostile() -> Results:
    """Every word that the sheet of this team says is an attack, also the names of tab and workbook."""
    okrs = okr_set(
        *(
            objective(
                f"O{number}",
                text,
                team=_TEAM,
                sheet=text[:30],
                workbook=f"{text[:60]}.xlsx",
                owners=(text,),
                key_results=[
                    key_result(f"K{number}", text, current=1, target=3, unit=text, owners=(text,)),
                ],
            )
            for number, text in enumerate(HOSTILE)
        )
    )
    findings = tuple(
        Finding(
            f"rule-{number}", Severity.ERROR, Place.at_cell(each.at), each.title or "", each.title, each.key
        )
        for number, each in enumerate(okrs.objectives)
    )
    figure = Figure(progress=0.3, status=Status.AT_RISK, expected=0.58)
    figures = Figures(dict.fromkeys(okrs.by_key, figure), {_TEAM: figure})
    return results_of(okrs, figures=figures, findings=findings)
