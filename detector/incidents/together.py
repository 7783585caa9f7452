"""Reports by outage, all in memory: the groups that storing them in order would have made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detector.gazetteer import owners_of
from detector.incidents.groups import GroupingReport, grouping_reports
from detector.incidents.told import as_part, first_parts, order_of
from detector.incidents.whole import group_reports
from models.records import Report
from models.report_parts import OutageTold, ReportParts

Outages = Mapping[int, tuple[OutageTold, ...]]


def group_together(reports: Sequence[Report], outages: Outages) -> list[list[Report]]:
    """Return the reports by outage, each in order of publication, the groups by their first.

    outages has, by row, those of the reports that tell two; each group sees its own of them.
    """
    by_row = {report.row: report for report in reports}
    told = [
        one
        for report in reports
        for one in grouping_reports(_parts(report, outages.get(report.row, ())), owners_of)
    ]
    groups = [_of_one(group, by_row, outages) for group in group_reports(told)]
    return sorted(groups, key=lambda group: [order_of(report) for report in group])


def _of_one(
    group: Sequence[GroupingReport], by_row: Mapping[int, Report], outages: Outages
) -> list[Report]:
    first = first_parts((one.row, one.part) for one in group)
    found = [
        as_part(by_row[row], outages[row][part]) if row in outages else by_row[row]
        for row, part in first.items()
    ]
    return sorted(found, key=order_of)


def _parts(report: Report, outages: tuple[OutageTold, ...]) -> ReportParts:
    facts = report.reading.facts
    entities = (*((facts.provider,) if facts.provider else ()), *facts.affected)
    return ReportParts(
        row=report.row,
        source=report.source,
        external_id=report.external_id,
        kind=report.kind,
        published_at=report.published_at,
        label=report.reading.label,
        provider=facts.provider.id if facts.provider else None,
        names=tuple(dict.fromkeys(entity.id for entity in entities)),
        started_at=facts.started.at if facts.started else None,
        precision=facts.started.precision if facts.started else None,
        words=report.reading.words,
        outages=outages,
    )
