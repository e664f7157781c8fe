import type { TransactionSql } from 'postgres';
import type { AuditNote } from '../../../../../platform/http/endpoint.ts';
import type { ReportAct } from '../../standing/act.ts';
import { type ActedReport, findActedVersion } from '../../store/acts/find-acted.ts';
import { loadTold, loadToldVersions, type ToldReport, type ToldVersion } from '../../store/acts/tell-act.ts';
import { codeOf, type MissionNames } from '../../store/show/arrival-row.ts';

/** An act that was done, with how the report stood before. */
export interface DoneAct {
  readonly mission: MissionNames;
  readonly report: ActedReport;
  readonly act: Omit<ReportAct, 'by' | 'reason'>;
  readonly before: ToldReport;
  /** The station that the version which was made names. */
  readonly named: string | null;
}

/**
 * What the history says of an act: which report, and what changed. Of what a report says, nothing: the history cannot be erased,
 * a report can; the versions stand there, and what they say is compared when somebody looks.
 */
export async function tellAct(sql: TransactionSql, done: DoneAct): Promise<Told> {
  const { mission, report, act, before } = done;
  const { on, version, held } = act;
  const hashes = [on, version, held].flatMap((place) => (place === null ? [] : [place.sha256]));
  const versions = await loadToldVersions(sql, report.ids, hashes);
  const find = (place: typeof version) => (place === null ? undefined : versions.get(place.sha256));
  const [seen, made] = [find(on), find(version)];
  const code = (found: ToldVersion | undefined) => found && codeOf(mission, found.index, found.leafHash);
  const names = { mission: mission.slug, code: code(seen), form: before.form };
  const station = await stationAfter(sql, done);
  const [from, to] = [{ station: before.station }, { station }];
  if (act.kind === 'move') return told({ ...names, before: from, after: to });
  if (made === undefined) return told({ ...names, station, version: seen?.number });
  const isSame = station === before.station;
  const changed = {
    before: { version: seen?.number ?? null, ...(isSame ? {} : from) },
    after: { version: made.number, ...(isSame ? {} : to) },
  };
  const compared = { from: on.sha256, to: made.sha256, ...(act.kind === 'restore' ? {} : { made: code(made) }) };
  return told({ ...names, ...(isSame ? { station } : {}), ...changed, ...compared });
}

type Told = NonNullable<AuditNote['parameters']>;

function told(parameters: Readonly<Record<string, Told[string] | undefined>>): Told {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) => (value == null ? [] : [[name, value]])),
  );
}

/** Where the report belongs from now on. What was made is read later, by the rules of `placeOf`: its standing does not say it yet. */
async function stationAfter(sql: TransactionSql, { report, act, before, named }: DoneAct): Promise<string | null> {
  const isMade = act.kind === 'correct' || act.kind === 'release';
  if (!isMade) return (await loadTold(sql, report.id)).station;
  if (act.station !== null) return act.station;
  if (report.isMoved) return before.station;
  const on = await findActedVersion(sql, report, { sha256: act.on.sha256, mostBytes: 0 });
  const wasSaid = act.kind === 'correct' && before.station !== on?.station;
  return wasSaid && (named === null || named === on?.station) ? before.station : named;
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
