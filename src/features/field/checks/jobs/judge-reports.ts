import type { Db } from '../../../../platform/http/endpoint.ts';
import { areVerified, concernedAnswers } from '../rule/concerned.ts';
import { judgeRule } from '../rule/judge-rule.ts';
import { nameValues } from '../rule/name-values.ts';
import type { Rule } from '../rule/term.ts';
import type { NewResult } from '../store/keep-results.ts';
import { listVerifications } from '../store/keep-verifications.ts';
import { type CheckedReport, loadFigures, loadOthers } from '../store/load-reports.ts';

/** A check with its rule, ready to judge. */
export interface OpenCheck {
  readonly id: string;
  readonly version: number;
  readonly formUuid: string;
  readonly otherUuid: string | null;
  readonly rule: Rule;
}

/** What checks say of reports of their forms, by the engine. A few questions to the database, however many checks there are. */
export async function judgeReports(
  sql: Db,
  electionId: string | null,
  { checks, reports }: { readonly checks: readonly OpenCheck[]; readonly reports: readonly CheckedReport[] },
): Promise<NewResult[]> {
  const forms = new Set(checks.map(({ formUuid }) => formUuid));
  const concerned = reports.filter(({ formUuid }) => forms.has(formUuid));
  if (concerned.length === 0) return [];
  const ids = concerned.map(({ id }) => id);
  const sources = checks.flatMap(({ rule }) => rule.names.map(({ source }) => source));
  const stations = concerned.map(({ station }) => station);
  const figures = await loadFigures(sql, electionId, { sources, stations });
  const others = await othersOf(sql, ids, checks);
  const verifications = await listVerifications(sql, ids);
  return concerned.flatMap((report) => {
    const own = verifications.filter(({ reportId }) => reportId === report.id);
    return checks.flatMap(({ id, version, formUuid, otherUuid, rule }): NewResult[] => {
      if (formUuid !== report.formUuid) return [];
      const { answers, station, ordinal } = report;
      const found = others.get(otherUuid ?? '')?.get(report.id) ?? [];
      const known = { answers, station, figures: figures.get(station ?? '') ?? new Map(), others: found };
      const verdict = judgeRule(rule, nameValues(rule, known));
      const isVerified = verdict === 'flagged' && areVerified(concernedAnswers(rule, answers), own);
      return [{ checkId: id, reportId: report.id, ordinal, version, state: isVerified ? 'verified' : verdict }];
    });
  });
}

type Others = Awaited<ReturnType<typeof loadOthers>>;

async function othersOf(sql: Db, ids: readonly string[], checks: readonly OpenCheck[]): Promise<Map<string, Others>> {
  const found = new Map<string, Others>();
  for (const { otherUuid } of checks) {
    if (otherUuid !== null && !found.has(otherUuid)) found.set(otherUuid, await loadOthers(sql, ids, otherUuid));
  }
  return found;
}
