"""The table of written references: what stands in the cell, what it means, by which step, and its kind.

The company they ask about is drawn in `company.py`; the asking objective stands in a tab of plan.xlsx. A
key is written without its cycle. `⏎` ends a line within a cell, `text → link` is a cell with a link,
`=formula ⇒ text` one with a formula and the text it shows (`∅`: an empty one), or without a stored result.
"""

# ruff: noqa: E501 - a row of the table is a line

from __future__ import annotations

__all__ = ["WRITTEN"]

WRITTEN = r"""
ids, in whatever writing
    | CO-1 | company/CO-1 | id
    | co-1 | company/CO-1 | id
    | CO 1 | company/CO-1 | id
    | CO1 | company/CO-1 | id
    | CO–1 | company/CO-1 | id
    | #CO-1 | company/CO-1 | id
    | CO-01 | company/CO-1 | id
    | O1 | go-to-market/O1 | id
    | o 1 | go-to-market/O1 | id
    | Objective 1 | go-to-market/O1 | id
    | Obj. 1 | go-to-market/O1 | id
    | Goal #1 | go-to-market/O1 | id
    | KR 1.2 | go-to-market/O1/KR1.2 | id
    | Key Result 1.2 | go-to-market/O1/KR1.2 | id
    | O1.KR2 | go-to-market/O1/KR1.2 | id
    | o1/kr2 | go-to-market/O1/KR1.2 | id
    | O1 KR2 | go-to-market/O1/KR1.2 | id
    | 1.2 | go-to-market/O1/KR1.2 | id
    | CO-1.KR2 | company/CO-1/KR2 | id
    | CO-1.2 | company/CO-1/KR2 | id
    | ENG-3 | engineering/ENG-3 | id
    | ENG-3 / KR1 | engineering/ENG-3/1 | id
    | 2022-Q1-CTO-1.5 | engineering/2022-Q1-CTO-1.5 | id
    | KR2 | company/CO-1/KR2 | id
    | KR1 | company/CO-1/KR1 or company/CO-2/KR1
    | 42 | legal/41/42 | id
    | 41, 42 | legal/41 + legal/41/42 | id

ids in ten languages
    | Ziel 1 | go-to-market/O1 | id
    | Objectif 1 | go-to-market/O1 | id
    | Objetivo 1 | go-to-market/O1 | id
    | Obiettivo 1 | go-to-market/O1 | id
    | Doel 1 | go-to-market/O1 | id
    | 目标1 | go-to-market/O1 | id
    | 목표 1 | go-to-market/O1 | id
    | Schlüsselergebnis 1.2 | go-to-market/O1/KR1.2 | id
    | Résultat clé 1.2 | go-to-market/O1/KR1.2 | id
    | Resultado clave 1.2 | go-to-market/O1/KR1.2 | id
    | Resultado-chave 1.2 | go-to-market/O1/KR1.2 | id
    | Risultato chiave 1.2 | go-to-market/O1/KR1.2 | id
    | Kernresultaat 1.2 | go-to-market/O1/KR1.2 | id
    | 关键结果1.2 | go-to-market/O1/KR1.2 | id
    | 主要な結果 1.2 | go-to-market/O1/KR1.2 | id
    | 핵심 결과 1.2 | go-to-market/O1/KR1.2 | id

scoped by tab, team, workbook or cycle
    | Company!CO-1 | company/CO-1 | scoped id
    | Company: CO-1 | company/CO-1 | scoped id
    | Company / KR2 | company/CO-1/KR2 | scoped id
    | Company - CO-1 | company/CO-1 | scoped id
    | 'Go to market'!O1 | go-to-market/O1 | scoped id
    | Go to market: KR 1.2 | go-to-market/O1/KR1.2 | scoped id
    | [plan.xlsx]Company!CO-2 | company/CO-2 | scoped id
    | '[plan.xlsx]Go to market'!O1 | go-to-market/O1 | scoped id
    | plan.xlsx: CO-2 | company/CO-2 | scoped id
    | C:\plans\[plan.xlsx]Company!CO-2 | company/CO-2 | scoped id
    | Product 2026: ENG-3 | engineering/ENG-3 | scoped id
    | Product 2026.xlsx / ENG-3 | engineering/ENG-3 | scoped id
    | Roadmap: ENG-3 | engineering/ENG-3 | scoped id
    | [Roadmap]Engineering!ENG-3 | engineering/ENG-3 | scoped id
    | Legal OKRs: 41 | legal/41 | scoped id
    | Q4 2026: CO-1 | company/CO-1 | scoped id
    | 2026-Q4/company/CO-1/KR2 | company/CO-1/KR2 | scoped id
    | 2026 / CO-3 | company/CO-3 | scoped id

an id with its title after it
    | CO-1: Expand the market in North America | company/CO-1 | id with title
    | CO-1: Expand ... | company/CO-1 | id with title
    | CO-1 Expand the market | company/CO-1 | id with title
    | CO-1 (Company) | company/CO-1 | id with title
    | CO-1 – Expand teh market in Nroth America | company/CO-1 | id with title
    | 2022-Q1-CTO-1.5 : Reduce tech debt | engineering/2022-Q1-CTO-1.5 | id with title
    | Company!CO-1 Expand the market | company/CO-1 | id with title
    | KR 1.2 Publish 12 case studies | go-to-market/O1/KR1.2 | id with title
    | CO-3: Earn the trust of auditors | company/CO-3 | title
    | CO-2: where people like to stay | company/CO-2 | id with title
    | CO-2: our culture | company/CO-2 | id
    | CO-2: Expand the market in North America | company/CO-2 or company/CO-1
    | CO-2: Expand teh market in North America | company/CO-2 or company/CO-1

    | [CO-1] Expand the market in North America | company/CO-1 | id with title
    | (CO-1) Expand the market in North America | company/CO-1 | id with title

an id or a place behind it
    | Expand the market in North America (CO-1) | company/CO-1 | id with title
    | Expand the market in North America [CO-1] | company/CO-1 | id with title
    | Expand the market in North America - CO-1 | company/CO-1 | id with title
    | Expand the market in North America (Company) | company/CO-1 | title
    | Sharpen the message – Go to market | go-to-market/O2 | title
    | KR1 (CO-1) | company/CO-1/KR1 | id
    | KR1 of CO-1 | company/CO-1/KR1 | id
    | KR 1 von CO-2 | company/CO-2/KR1 | id
    | CO-1 (Q4 2026) | company/CO-1 | id with title
    | CO-1 (4. Quartal 2026) | company/CO-1 | id with title
    | CO-1 (Q3 2026) | nothing

a key result behind its objective
    | O1: KR1.2 | go-to-market/O1/KR1.2 | scoped id
    | O1 / KR1.2 | go-to-market/O1/KR1.2 | scoped id
    | Company: CO-1 > KR2 | company/CO-1/KR2 | scoped id
    | CO-1: Open offices in Ohio, Texas and Utah | company/CO-1/KR2 | title
    | CO-1 / Win 40 new accounts in the west | company/CO-1/KR1 | title
    | Become a place where people stay > Lower attrition to 5 % | company/CO-2/KR1 | title
    | Become a place where people stay > Win 40 new accounts in the west | nothing

titles, whole
    | Expand the market in North America | company/CO-1 | title
    | expand the  MARKET in north america. | company/CO-1 | title
    | 1. Expand the market in North America | company/CO-1 | title
    | Expand the market⏎in North America | company/CO-1 | title
    | Earn the trust of auditors | company/CO-3 | title
    | Sharpen the message | go-to-market/O2 | title
    | Open offices in Ohio, Texas and Utah | company/CO-1/KR2 | title
    | Support customers, partners and sellers | engineering/support-customers-partners-and-sellers | title
    | Company: Expand the market in North America | company/CO-1 | title
    | 成為亞洲客戶最信賴的夥伴 | company/CO-4 | title

titles, shortened or nearly right
    | Expand teh market in North America | company/CO-1 | near title
    | Expand the North America market | company/CO-1 | near title
    | Expand market North America | company/CO-1 | near title
    | Expand the market in North America, and more | company/CO-1 | near title
    | Company: Expand teh market in North America | company/CO-1 | near title
    | Open offices in Ohio, Texas | company/CO-1/KR2 | near title
    | Ship the plattform that partners ask for | engineering/ENG-3 | near title
    | Supports customers, partners and seller | engineering/support-customers-partners-and-sellers | near title
    | Win 40 new acounts in the west | company/CO-1/KR1 | near title
    | Win 45 new accounts in the west | nothing
    | Win 40 new accounts in the east | nothing
    | Win 40 new A accounts in the west | nothing
    | Win 40 new accounts in the west in Q3 | nothing
    | Do not win 40 new accounts in the west | nothing
    | Expand the market in South America | nothing
    | Expand the market | nothing
    | Retain the engineers who know | engineering/O7 | near title
    | Reduce the technical debt | nothing
    | Lower attrition | nothing
    | 成為亞洲客戶最信賴 | company/CO-4 | near title
    | 不成為亞洲客戶最信賴的夥伴 | nothing

cells and ranges
    | Company!C2 | company/CO-1 | cell
    | Company!A3 | company/CO-1/KR1 | cell
    | company!$c$5 | company/CO-2 | cell
    | 'Go to market'!B2 | go-to-market/O1 | cell
    | 'Go to market'!D3 | go-to-market/O1/KR1.2 | cell
    | [plan.xlsx]Company!C5 | company/CO-2 | cell
    | '[plan.xlsx]Go to market'!B4 | go-to-market/O2 | cell
    | [Product 2026.xlsx]Engineering!C2 | engineering/ENG-3 | cell
    | Engineering!C4 | engineering/2022-Q1-CTO-1.5 | cell
    | Company!A2:D2 | company/CO-1 | cell
    | Company!A2:D4 | company/CO-1 | cell
    | Company!C3:C4 | company/CO-1/KR1 or company/CO-1/KR2
    | Company!D3 | nothing
    | Company!Z99 | nothing

hyperlinks
    | North America → #Company!C2 | company/CO-1 | hyperlink
    | see there → #'Go to market'!B2 | go-to-market/O1 | hyperlink
    | see there → #'Go to market'!B2:F3 | go-to-market/O1 | hyperlink
    | goal → #NorthAmerica | company/CO-1 | hyperlink
    | → → #Company!A5 | company/CO-2 | hyperlink
    | the row → #Company!D2 | company/CO-1 | hyperlink
    | CO-1 → #Company!C2 | company/CO-1 | hyperlink
    | O1 → #Company!A1 | go-to-market/O1 | id
    | CO-2 → #Company!A1 | company/CO-2 | scoped id
    | Company → #Company!A1 | a team or tab
    | their page → #Company!A1 | a team or tab
    | platform → Product 2026.xlsx#Engineering!C2 | engineering/ENG-3 | hyperlink
    | platform → file:///C:/plans/Product%202026.xlsx#Engineering!C2 | engineering/ENG-3 | hyperlink
    | platform → https://example.sharepoint.com/sites/okr/Product.xlsx?web=1#Engineering!C2 | engineering/ENG-3 | hyperlink
    | contracts → https://docs.google.com/spreadsheets/d/1LegalKey/edit#gid=77&range=C2 | legal/41 | hyperlink
    | contracts → https://docs.google.com/spreadsheets/d/1LegalKey/edit?gid=77#gid=77&range=C3 | legal/41/42 | hyperlink
    | https://docs.google.com/spreadsheets/d/1LegalKey/edit#gid=77&range=C2 | legal/41 | hyperlink
    | https://docs.google.com/spreadsheets/d/1LegalKey/edit#gid=77 | a team or tab
    | https://docs.google.com/spreadsheets/d/1OtherKey/edit#gid=0&range=B4 | not given
    | board → https://docs.google.com/spreadsheets/d/1OtherKey/edit#gid=0&range=B4 | not given
    | CO-1 → https://example.org/wiki/okrs | company/CO-1 | id
    | CO-2 → #Company!C2 | company/CO-2 | scoped id

formulas
    | =Company!C2 | company/CO-1 | formula
    | =Company!C2 ⇒ Expand the market in North America | company/CO-1 | formula
    | =Company!$A$5 ⇒ CO-2 | company/CO-2 | formula
    | ='Go to market'!B2 ⇒ Go to market as one | go-to-market/O1 | formula
    | =Company!A2&": "&Company!C2 ⇒ CO-1: Expand the market in North America | company/CO-1 | formula
    | =IF(Company!C2="","",Company!C2) ⇒ Expand the market in North America | company/CO-1 | formula
    | =NorthAmerica ⇒ Expand the market in North America | company/CO-1 | formula
    | =HYPERLINK("#Company!C2","CO-1") ⇒ CO-1 | company/CO-1 | hyperlink
    | =HYPERLINK("#Company!C2","O1 and O2") ⇒ North America | company/CO-1 | hyperlink
    | =HYPERLINK("[Product 2026.xlsx]Engineering!C2","x") ⇒ platform | engineering/ENG-3 | hyperlink
    | =IMPORTRANGE("https://docs.google.com/spreadsheets/d/1LegalKey","Legal!C2") ⇒ Answer contracts in two days | legal/41 | formula
    | =IMPORTRANGE("1ProductKey","Engineering!C2") | engineering/ENG-3 | formula
    | =IMPORTRANGE("https://docs.google.com/spreadsheets/d/1Unknown","Engineering!C2") ⇒ Ship the platform that partners ask for | engineering/ENG-3 | formula
    | =IMPORTRANGE("https://docs.google.com/spreadsheets/d/1Unknown","Board!C2") ⇒ Please the board | not given
    | =IFERROR(__xludf.DUMMYFUNCTION("IMPORTRANGE(""1LegalKey"",""Legal!C2"")"),"x") ⇒ Answer contracts | legal/41 | formula
    | =INDEX(Company!C2:C8,4) ⇒ Become a place where people stay | company/CO-2 | formula
    | =INDEX(Titles,4) ⇒ Become a place where people stay | company/CO-2 | formula
    | =XLOOKUP("x",Engineering!A:A,'[Product 2026.xlsx]Engineering'!C:C) ⇒ Reduce tech debt | engineering/2022-Q1-CTO-1.5 | formula
    | =VLOOKUP(B2,Map!A:B,2,0) ⇒ CO-2 | company/CO-2 | id
    | =INDIRECT("Company!C2") ⇒ Expand the market in North America | company/CO-1 | formula
    | =[1]Engineering!C2 ⇒ Ship the platform that partners ask for | engineering/ENG-3 | formula
    | =[2]Company!C2 ⇒ Expand the market in North America | not given
    | =Company!C2&" (60 %)" ⇒ Expand the market in North America (60 %) | company/CO-1 | formula | directional 60 %
    | =Company!C2&", "&Company!C5 ⇒ Expand the market in North America, Become a place where people stay | company/CO-1 + company/CO-2 | formula
    | =C2 ⇒ Expand the North America market | company/CO-1 | near title
    | =Company!C2 ⇒ ∅ | none
    | =Company!C40 ⇒ 0 | nothing
    | =Company!#REF! | nothing

shares and kinds
    | CO-1 (60 %) | company/CO-1 | id | directional 60 %
    | CO-1: 60 % | company/CO-1 | id | directional 60 %
    | 60 % of CO-1 | company/CO-1 | id | directional 60 %
    | contributes 40 % to CO-1 | company/CO-1 | id | straightforward 40 %
    | contributes to CO-1 | company/CO-1 | id | straightforward
    | CO-1 (contributes 33,3 %) | company/CO-1 | id | straightforward 33.3 %
    | supports CO-1 | company/CO-1 | id | directional
    | Supports: CO-1 Expand the market | company/CO-1 | id with title | directional
    | depends on CO-1 | company/CO-1 | id | dependency
    | Depends on: CO-1 | company/CO-1 | id | dependency
    | Contributes to: ENG-3 | engineering/ENG-3 | id | straightforward
    | Supports: HR-7 | nothing
    | CO-1 (straightforward) | company/CO-1 | id | straightforward
    | Aligned to CO-1 | company/CO-1 | id | directional
    | CO-1 - contributes 40 % | company/CO-1 | id | straightforward 40 %
    | CO-1 (40 % contribution) | company/CO-1 | id | straightforward 40 %
    | CO-1, weight 40 % | company/CO-1 | id | directional 40 %
    | CO-1 (depends on) | company/CO-1 | id | dependency
    | CO-1 – contributes to, 40 % | company/CO-1 | id | straightforward 40 %
    | contributes to our objective CO-1 | company/CO-1 | id | straightforward
    | Ref: CO-1 | company/CO-1 | id | directional
    | Primary: CO-1, secondary: CO-2 | company/CO-1 + company/CO-2 | id
    | CO-1 (150 %) | company/CO-1 | id | directional 150 %
    | CO-1 (1/3) | company/CO-1 | id | directional 33.3333 %
    | CO-1 (⅓) | company/CO-1 | id | directional 33.3333 %
    | CO-1 (contributes 1/3) | company/CO-1 | id | straightforward 33.3333 %
    | contributes 1/3 to CO-1 | company/CO-1 | id | straightforward 33.3333 %
    | (1/2) CO-1 | company/CO-1 | id | directional 50 %
    | ½ CO-1 | company/CO-1 | id | directional 50 %
    | 1/3 of Expand the market in North America | company/CO-1 | title | directional 33.3333 %
    | Sharpen the message (1/2) | go-to-market/O2 | title | directional 50 %
    | O1 (1/2) | go-to-market/O1 | id | directional 50 %
    | 1/2 of O1 | go-to-market/O1 or go-to-market/O1/KR1.2
    | 1/2 CO-1 | nothing
    | 1/2 | go-to-market/O1/KR1.2 | id | directional
    | CO-1/2 | company/CO-1/KR2 | id | directional
    | CO-1 (0/2) | company/CO-1 | id | directional
    | CO-1 (1/12) | company/CO-1 | id | directional
    | CO-2: our culture by 5 % | company/CO-2 | id | directional
    | CO-2: our culture (5 %) | company/CO-2 | id | directional 5 %
    | CO-1: Lower attrition to 5 % | company/CO-1 or company/CO-2/KR1
    | O1 (2 %) | go-to-market/O1 | id | directional 2 %
    | O1: 2 % | go-to-market/O1 | id | directional 2 %
    | KR1 (2 %) | company/CO-1/KR1 or company/CO-2/KR1

shares and kinds in ten languages
    | zahlt auf CO-1 ein | company/CO-1 | id | straightforward
    | trägt 40 Prozent zu CO-1 bei | company/CO-1 | id | straightforward 40 %
    | unterstützt CO-1 | company/CO-1 | id | directional
    | abhängig von CO-1 | company/CO-1 | id | dependency
    | contribue à CO-1 (40 %) | company/CO-1 | id | straightforward 40 %
    | soutient CO-1 | company/CO-1 | id | directional
    | dépend de CO-1 | company/CO-1 | id | dependency
    | contribuye a CO-1 | company/CO-1 | id | straightforward
    | apoya a CO-1 | company/CO-1 | id | directional
    | depende de CO-1 | company/CO-1 | id | dependency
    | contribui para CO-1 | company/CO-1 | id | straightforward
    | apoia CO-1 | company/CO-1 | id | directional
    | contribuisce a CO-1 | company/CO-1 | id | straightforward
    | a sostegno di CO-1 | company/CO-1 | id | directional
    | dipende da CO-1 | company/CO-1 | id | dependency
    | draagt bij aan CO-1 | company/CO-1 | id | straightforward
    | ondersteunt CO-1 | company/CO-1 | id | directional
    | afhankelijk van CO-1 | company/CO-1 | id | dependency
    | 贡献于 CO-1 | company/CO-1 | id | straightforward
    | 支持CO-1（40％） | company/CO-1 | id | directional 40 %
    | 依赖 CO-1 | company/CO-1 | id | dependency
    | CO-1に貢献 | company/CO-1 | id | straightforward
    | CO-1を支援 | company/CO-1 | id | directional
    | CO-1に依存 | company/CO-1 | id | dependency
    | CO-1에 기여 | company/CO-1 | id | straightforward
    | CO-1 지원 | company/CO-1 | id | directional
    | CO-1에 의존 | company/CO-1 | id | dependency
    | zahlt auf das Ziel 1 ein | go-to-market/O1 | id | straightforward
    | CO-1 (Beitrag 40 %) | company/CO-1 | id | straightforward 40 %
    | contribue à l'objectif CO-1 | company/CO-1 | id | straightforward
    | CO-1 - peso 40 % | company/CO-1 | id | directional 40 %
    | dependência: CO-1 | company/CO-1 | id | dependency
    | 40 pour cent de CO-1 | company/CO-1 | id | directional 40 %
    | 40 por ciento de CO-1 | company/CO-1 | id | directional 40 %
    | 40 por cento de CO-1 | company/CO-1 | id | directional 40 %
    | 40 per cento di CO-1 | company/CO-1 | id | directional 40 %
    | 40 procent van CO-1 | company/CO-1 | id | directional 40 %
    | CO-1（40パーセント） | company/CO-1 | id | directional 40 %
    | CO-1 (40 퍼센트) | company/CO-1 | id | directional 40 %

aligned, without a kind, in ten languages
    | ausgerichtet an CO-1 | company/CO-1 | id | directional
    | aligné sur CO-1 | company/CO-1 | id | directional
    | alineado a CO-1 | company/CO-1 | id | directional
    | alinhado a CO-1 | company/CO-1 | id | directional
    | allineato a CO-1 | company/CO-1 | id | directional
    | gekoppeld aan CO-1 | company/CO-1 | id | directional
    | 对齐到CO-1 | company/CO-1 | id | directional
    | CO-1に紐づく | company/CO-1 | id | directional
    | CO-1에 정렬 | company/CO-1 | id | directional

several in one cell
    | CO-1⏎ENG-3 | company/CO-1 + engineering/ENG-3 | id
    | CO-1; ENG-3 | company/CO-1 + engineering/ENG-3 | id
    | CO-1; | company/CO-1 | id
    | CO-1⏎Please every neighbour of ours⏎ENG-3 | company/CO-1 + nothing + engineering/ENG-3 | id
    | • CO-1⏎• ENG-3 | company/CO-1 + engineering/ENG-3 | id
    | CO-1, ENG-3 and CO-2 | company/CO-1 + engineering/ENG-3 + company/CO-2 | id
    | CO-1 und CO-2 | company/CO-1 + company/CO-2 | id
    | CO-1 et CO-2 | company/CO-1 + company/CO-2 | id
    | CO-1 y CO-2 | company/CO-1 + company/CO-2 | id
    | CO-1 e CO-2 | company/CO-1 + company/CO-2 | id
    | CO-1 en CO-2 | company/CO-1 + company/CO-2 | id
    | CO-1、CO-2 | company/CO-1 + company/CO-2 | id
    | CO-1和CO-2 | company/CO-1 + company/CO-2 | id
    | CO-1とCO-2 | company/CO-1 + company/CO-2 | id
    | CO-1 및 CO-2 | company/CO-1 + company/CO-2 | id
    | CO-1 (60 %), CO-2 (40 %) | company/CO-1 + company/CO-2 | id | directional 60 % + directional 40 %
    | supports CO-1 and CO-2 | company/CO-1 + company/CO-2 | id | directional
    | contributes to CO-1⏎CO-2 | company/CO-1 + company/CO-2 | id | straightforward + directional
    | Depends on:⏎CO-1⏎CO-2 | company/CO-1 + company/CO-2 | id | dependency
    | CO-1, CO-9 | company/CO-1 + nothing | id
    | CO-1, Engineering | company/CO-1 + a team or tab | id
    | CO-1, Company!C5 | company/CO-1 + company/CO-2 | id, cell
    | Open offices in Ohio, Texas and Utah, CO-2 | company/CO-1/KR2 + company/CO-2 | title, id
    | CO-2, Open offices in Ohio, Texas and Utah and ENG-3 | company/CO-2 + company/CO-1/KR2 + engineering/ENG-3 | id, title
    | CO-2, Open offices in Ohio, Texas | company/CO-2 + company/CO-1/KR2 | id, near title
    | Sharpen the message, Please our neighbours, CO-2 | go-to-market/O2 + nothing + company/CO-2 | title, id
    | Sharpen the message, Please our neighbours | go-to-market/O2 + nothing | title
    | Expand the market in North America, Please our neighbours | company/CO-1 + nothing | title
    | Expand the market in North America⏎Please our neighbours | company/CO-1 + nothing | title
    | Expand teh market in North America, Please our neighbours | company/CO-1 + nothing | near title
    | Sharpen the message, please our neighbours and sing | nothing
    | Sharpen the message and please our neighbours | nothing
    | Sharpen the message (60 %) und Please our neighbours (40 %) | go-to-market/O2 + nothing | title | directional 60 % + directional
    | CO-1 (1/2), CO-2 (1/2) | company/CO-1 + company/CO-2 | id | directional 50 %
    | ⅓ CO-1 and ⅔ CO-2 | company/CO-1 + company/CO-2 | id | directional 33.3333 % + directional 66.6667 %
    | CO-1 (1/2) and lost (1/2) | company/CO-1 + nothing | id | directional 50 % + directional
    | CO-1 (60 %) and lost (40 %) | company/CO-1 + nothing | id | directional 60 % + directional
    | lost (40 %) and CO-1 (60 %) | nothing + company/CO-1 | id | directional + directional 60 %
    | 60 % CO-1 and 40 % lost | company/CO-1 + nothing | id | directional 60 % + directional
    | Please our neighbours (60 %) and lost (40 %) | nothing
    | Grow revenue, CO-1 style, lost | nothing
    | CO-1 (0.6), CO-2 (0.4) | company/CO-1 + company/CO-2 | id
    | CO-2: our culture, CO-1 | company/CO-2 + company/CO-1 | id
    | CO-2: our culture, and people | company/CO-2 | id
    | CO-1, 2 and 3 | company/CO-1 + company/CO-2 + company/CO-3 | id
    | CO-1 & 2 | company/CO-1 + company/CO-2 | id
    | KR1.1, 2 | go-to-market/O1/KR1.1 + go-to-market/O1/KR1.2 | id
    | CO-1 / ENG-3 | company/CO-1 + engineering/ENG-3 | id
    | CO-1/CO-2 | company/CO-1 + company/CO-2 | id
    | CO-1/CO-9 | nothing
    | O1+O2 | go-to-market/O1 + go-to-market/O2 | id
    | Objectives 1, 2 | go-to-market/O1 + go-to-market/O2 | id
    | KRs 1.1 and 1.2 | go-to-market/O1/KR1.1 + go-to-market/O1/KR1.2 | id
    | Legal OKRs: 41, 42 | legal/41 + legal/41/42 | scoped id
    | CO-1 (Company, 60 %) | company/CO-1 | id
    | CO-1 (Ada, Bo), CO-2 | company/CO-1 + company/CO-2 | id
    | CO-1.KR1/KR2 | company/CO-1/KR1 + company/CO-1/KR2 | id, scoped id
    | 60 % CO-1 / 40 % CO-2 | company/CO-1 + company/CO-2 | id | directional 60 % + directional 40 %
    | Sharpen the message / Become a place where people stay | go-to-market/O2 + company/CO-2 | title
    | CO-1 CO-2 | company/CO-1 + company/CO-2 | id
    | 1) CO-1⏎2) CO-2 | company/CO-1 + company/CO-2 | id
    | 1. Sharpen the message⏎2. CO-2 | go-to-market/O2 + company/CO-2 | title, id
    | CO-1: KR1, KR2 | company/CO-1/KR1 + company/CO-1/KR2 | id, scoped id
    | CO-2, KR1 | company/CO-2 + company/CO-2/KR1 | id, scoped id
    | CO-1: Expand the market; Sharpen the message | company/CO-1 + go-to-market/O2 | id with title, title
    | Open offices in Ohio, Texas and Utah; CO-2 | company/CO-1/KR2 + company/CO-2 | title, id
    | Expand the market, sell more and be happy all year long | nothing

no alignment, in ten languages
    | - | none
    | – | none
    | n/a | none
    | N/A | none
    | None. | none
    | TBD | none
    | n/a (team health) | none
    | None - our own affair | none
    | TBD - CO-1? | nothing
    | tbc | none
    | not aligned | none
    | ? | none
    | ... | none
    | keine | none
    | noch offen | none
    | aucun | none
    | à définir | none
    | ninguno | none
    | por definir | none
    | nenhum | none
    | não se aplica | none
    | nessuno | none
    | da definire | none
    | geen | none
    | n.v.t. | none
    | 无 | none
    | 待定 | none
    | なし | none
    | 未定 | none
    | 없음 | none
    | 미정 | none

what is denied, in ten languages
    | not CO-1 | none
    | no longer CO-1 | none
    | Not aligned to CO-1 | none
    | nicht CO-1 | none
    | nicht mehr CO-1 | none
    | kein CO-1 | none
    | pas CO-1 | none
    | n'est plus CO-1 | none
    | ya no CO-1 | none
    | não CO-1 | none
    | non più CO-1 | none
    | niet meer CO-1 | none
    | 不是CO-1 | nothing
    | CO-1ではない | nothing
    | CO-1 아님 | nothing
    | not CO-1⏎CO-2 | company/CO-2 | id
    | supports CO-1, not CO-2 | company/CO-1 | id | directional
    | CO-1 and not CO-2 | company/CO-1 | id
    | CO-1, aber nicht CO-2 | company/CO-1 | id
    | CO-1 not CO-2 | nothing
    | not CO-1 but CO-2 | nothing
    | see CO-2, but not now | nothing
    | see CO-2, but not now, CO-1 | nothing + company/CO-1 | id
    | CO-1, not yet | nothing
    | CO-1 and not yet | nothing
    | CO-1, no | nothing
    | CO-1, nicht mehr | nothing
    | CO-1, mais plus maintenant | nothing
    | CO-1, pero ya no | nothing
    | CO-1, mas não agora | nothing
    | CO-1, ma non ora | nothing
    | CO-1, maar niet nu | nothing
    | CO-1，但不是现在 | nothing
    | CO-1、対象ではない | nothing
    | CO-1 (no longer) | nothing
    | CO-1 (nicht mehr) | nothing
    | CO-1（不再适用） | nothing
    | CO-1 (해당 아님) | nothing
    | CO-1 (not in Q4 2026) | nothing
    | CO-1 - not relevant | nothing
    | CO-1: not our culture | nothing
    | CO-1: Do not expand the market in North America | company/CO-1 | id
    | Expand the market in North America, not yet | nothing
    | not Expand the market in North America | nothing
    | CO-1, no downtime | company/CO-1 + nothing | id
    | CO-1, No. 2 | company/CO-1 + nothing | id
    | No. CO-1 | nothing
    | NO-O1 | nothing
    | PAS-O1 | nothing
    | No. CO-1 and CO-2 | nothing
    | CO-1, not-for-profit sales | company/CO-1 + nothing | id
    | CO-1, Pas-de-Calais growth | company/CO-1 + nothing | id
    | CO-1, 不断提高客户满意度 | company/CO-1 + nothing | id
    | CO-1、不良品を減らす | company/CO-1 + nothing | id
    | CO-1，不再 | nothing
    | CO-1，不适用 | nothing
    | CO-1，没有 | nothing
    | was CO-1 | nothing
    | war CO-1 | nothing

a team or tab alone
    | Company | a team or tab
    | Go to market | a team or tab
    | Engineering team | a team or tab
    | company OKRs | a team or tab
    | Product 2026 | a team or tab
    | [plan.xlsx]Company | a team or tab

what nobody gave
    | [Finance.xlsx]Company!O1 | not given
    | [Finance.xlsx]Company!B4 | not given
    | Finance.xlsx: O1 | not given
    | C:\plans\[old.xlsm]Q4!O2 | not given
    | Finance!O1 | not given
    | Finance!B4 | not given
    | Finance: O1 | not given
    | Finance / O1 | not given
    | 'Human resources'!HR-2 | not given

what is not there
    | CO-9 | nothing
    | Company!CO-9 | nothing
    | Company / KR9 | nothing
    | CO-1 - CO-9 | nothing
    | Zebras | nothing
    | #REF! | nothing
    | #N/A | nothing
    | =IFERROR(Company!#REF!,"n/a") ⇒ n/a | nothing
    | =IFERROR(Company!#REF!,"CO-1") ⇒ CO-1 | company/CO-1 | id
    | 2.5 Train 40 sellers | nothing
"""
