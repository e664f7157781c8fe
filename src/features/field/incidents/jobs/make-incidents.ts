import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Sql, TransactionSql } from 'postgres';
import type { Facts, Standing } from '../incident.ts';
import { defaultMapping, type FormMapping, readFacts } from '../mapping.ts';
import { type ChangedReport, listChangedMissions, takeChanged } from '../store/find-changed.ts';
import { doAct, holdOfReports, insertIncident, type StoredIncident } from '../store/keep-incidents.ts';
import { loadQuestions, loadSettings } from '../store/keep-settings.ts';

/** How incidents are made beside more urgent work. */
export interface IncidentPace {
  readonly now: () => Date;
  /** Waits after a batch that took so long, in milliseconds. */
  readonly rest: (workedMs: number) => Promise<void>;
  readonly isEnding: () => boolean;
}

/** So many reports are looked at in a transaction. */
const AT_ONCE = 100;

/** Makes incidents of the reports of incident forms, and has them follow their reports, until nothing is left. */
export async function makeIncidents(sql: Sql, pace: IncidentPace): Promise<void> {
  for (const missionId of await listChangedMissions(sql)) {
    for (let count = 1; count > 0 && !pace.isEnding(); ) {
      const start = performance.now();
      count = await sql.begin((transaction) => makeNext(transaction, missionId, pace.now()));
      await pace.rest(performance.now() - start);
    }
  }
}

async function makeNext(sql: TransactionSql, missionId: string, at: Date): Promise<number> {
  const reports = await takeChanged(sql, missionId, AT_ONCE);
  if (reports === null) return 0;
  const mappings = await openMappings(sql, missionId);
  const known = await holdOfReports(
    sql,
    reports.map(({ id }) => id),
  );
  for (const report of reports) {
    const told = await readReport(report, mappings);
    const before = known.get(report.id);
    if (before !== undefined) await follow(sql, before, { ...told, at });
    else if (told.standing === 'read') await make(sql, missionId, { report, said: told.said, at });
  }
  return reports.length;
}

type MappingOf = (version: { formUuid: string; number: number }) => Promise<FormMapping | null>;

/** The mappings of versions of forms, each read once. */
async function openMappings(sql: TransactionSql, missionId: string): Promise<MappingOf> {
  const { forms } = await loadSettings(sql, missionId);
  const read = new Map<string, FormMapping | null>();
  return async (version) => {
    const key = `${version.formUuid} ${version.number}`;
    const kept = read.get(key);
    if (kept !== undefined) return kept;
    const form = await loadQuestions(sql, version);
    const own = forms.find((one) => one.form === form?.form)?.mapping;
    const mapping = form === null ? null : (own ?? defaultMapping(form.questions));
    read.set(key, mapping);
    return mapping;
  };
}

/** What a report says of its incident, and whether it says anything. */
async function readReport(
  { state, isOn, formUuid, formNumber, answers, station }: ChangedReport,
  mappings: MappingOf,
): Promise<{ readonly said: Facts; readonly standing: Standing }> {
  if (state === 'erased' || state === 'joined') return { said: {}, standing: state };
  const mapping = formUuid === null || formNumber === null ? null : await mappings({ formUuid, number: formNumber });
  const said = mapping === null || answers === null ? {} : readFacts(mapping, { answers, station });
  return { said, standing: state === 'read' && !isOn ? 'other-form' : state };
}

async function make(
  sql: TransactionSql,
  missionId: string,
  { report, said, at }: { readonly report: ChangedReport; readonly said: Facts; readonly at: Date },
): Promise<void> {
  const place = { id: randomUUID(), missionId, reportId: report.id, knownAt: report.firstAt };
  await insertIncident(sql, place, {
    ...{ details: { kind: 'made', said, standing: 'read' }, reason: null, by: null, at },
  });
}

/** A report that says what it said changes nothing; one that says nothing any more leaves the incident its last word. */
async function follow(
  sql: TransactionSql,
  before: StoredIncident,
  { said, standing, at }: { readonly said: Facts; readonly standing: Standing; readonly at: Date },
): Promise<void> {
  const kept = standing === 'held' || standing === 'joined' ? before.state.said : said;
  if (isDeepStrictEqual(kept, before.state.said) && standing === before.state.standing) return;
  await doAct(sql, before, { details: { kind: 'followed', said: kept, standing }, reason: null, by: null, at });
}
