"""The card of each type of value: what a notebook shows of it."""

from __future__ import annotations

from eniplan.capacity.answer import Answer
from eniplan.contract.findings import Findings
from eniplan.network.inventory import Inventory
from eniplan.planning.changes import Changes
from eniplan.planning.checking import CheckReport
from eniplan.planning.plan import Plan, PlannedENIs, Refused, Requests, Steps
from eniplan.planning.reconciliation import Reconciliation
from eniplan.planning.rehearsal import Rehearsal
from eniplan.report.cards.answer_card import answer_card
from eniplan.report.cards.changes_card import changes_card
from eniplan.report.cards.findings_card import findings_card, refused_card, report_card
from eniplan.report.cards.plan_card import enis_card, inventory_card, plan_card, requests_card, steps_card
from eniplan.report.cards.reconciliation_card import reconciliation_card
from eniplan.report.cards.rehearsal_card import rehearsal_card
from eniplan.report.views.offers import Offers

CARDS: Offers[str] = Offers(
    "card",
    {
        Plan: {"card": plan_card},
        Inventory: {"card": inventory_card},
        PlannedENIs: {"card": enis_card},
        Requests: {"card": requests_card},
        Steps: {"card": steps_card},
        Changes: {"card": changes_card},
        Findings: {"card": findings_card},
        Refused: {"card": refused_card},
        CheckReport: {"card": report_card},
        Rehearsal: {"card": rehearsal_card},
        Reconciliation: {"card": reconciliation_card},
        Answer: {"card": answer_card},
    },
)
