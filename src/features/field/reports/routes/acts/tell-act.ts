import type { TransactionSql } from 'postgres';
import type { AuditNote } from '../../../../../platform/http/endpoint.ts';
import type { ReportAct } from '../../standing/act.ts';
import type { ActedReport } from '../../store/acts/find-acted.ts';
import { loadTold, loadToldVersions, type ToldReport, type ToldVersion } from '../../store/acts/tell-act.ts';
import { codeOf, type MissionNames } from '../../store/show/arrival-row.ts';

/** An act that was done, with how the report stood before. */
export interface DoneAct {
  readonly mission: MissionNames;
  readonly report: ActedReport;
  readonly act: Omit<ReportAct, 'by' | 'reason'>;
  readonly before: ToldReport;
}

/**
 * What the history says of an act: which report, and what changed. Of what a report says, nothing: the history cannot be erased,
 * a report can; the versions stand there, and what they say is compared when somebody looks.
 */
export async function tellAct(sql: TransactionSql, { mission, report, act, before }: DoneAct): Promise<Told> {
  const { on, version, held } = act;
  const hashes = [on, version, held].flatMap((place) => (place === null ? [] : [place.sha256]));
  const versions = await loadToldVersions(sql, report.ids, hashes);
  const find = (place: typeof version) => (place === null ? undefined : versions.get(place.sha256));
  const [seen, made] = [find(on), find(version)];
  const code = (found: ToldVersion | undefined) => found && codeOf(mission, found.index, found.leafHash);
  const names = { mission: mission.slug, code: code(seen), form: before.form };
  if (act.kind === 'move') return told({ ...names, ...(await moved(sql, report, before)) });
  const stood = { ...names, station: act.station ?? before.station, version: seen?.number };
  if (made === undefined) return told(stood);
  const changed = { before: { version: seen?.number ?? null }, after: { version: made.number } };
  const compared = { from: on.sha256, to: made.sha256 };
  const { version: _, ...rest } = stood;
  return told({ ...rest, ...changed, ...compared, ...(act.kind === 'restore' ? {} : { made: code(made) }) });
}

type Told = NonNullable<AuditNote['parameters']>;

function told(parameters: Readonly<Record<string, Told[string] | undefined>>): Told {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) => (value == null ? [] : [[name, value]])),
  );
}

async function moved(sql: TransactionSql, report: ActedReport, before: ToldReport) {
  const { station } = await loadTold(sql, report.id);
  return { before: { station: before.station }, after: { station } };
}

/** How people name a report: by the receipt of the version that stands; null: it was erased. */
export async function standingCode(
  sql: TransactionSql,
  mission: MissionNames,
  { ids, standing }: ActedReport,
): Promise<string | null> {
  if (standing === null) return null;
  const found = (await loadToldVersions(sql, ids, [standing])).get(standing);
  return found === undefined ? null : codeOf(mission, found.index, found.leafHash);
}
