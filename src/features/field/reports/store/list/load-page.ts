import type { TransactionSql } from 'postgres';
import type { GivenAnswer } from '../../../forms/checking/file-choices.ts';
import { markOf } from '../../arrivals/list/found-checks.ts';
import type { ListedReport } from '../../arrivals/list/list-replies.ts';
import { plainPath } from '../../reading/plain-path.ts';
import { codeOf, type MissionNames } from '../show/arrival-row.ts';

interface Row {
  readonly id: string;
  readonly ordinal: number;
  readonly state: ListedReport['state'];
  readonly reason: string | null;
  readonly formName: string | null;
  readonly formUuid: string | null;
  readonly formTitle: string | null;
  readonly formTitles: ListedReport['formTitles'];
  readonly formNumber: number | null;
  readonly station: string | null;
  readonly isMoved: boolean;
  readonly channel: ListedReport['channel'];
  readonly deviceId: string | null;
  readonly deviceName: string | null;
  readonly pseudonym: string | null;
  readonly keyName: string | null;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly versions: number;
  readonly flags: readonly string[];
  readonly comments: number;
  readonly found: Parameters<typeof markOf>[0] | null;
  readonly index: number;
  readonly leafHash: Uint8Array | null;
  readonly answers: Readonly<Record<string, unknown>> | null;
}

/** Reports of a page, and what they answer. */
export interface LoadedPage {
  readonly reports: readonly ListedReport[];
  /** What they answer under the paths that are wanted, by form. */
  readonly given: readonly GivenAnswer[];
}

/** The reports with these ordinals, in the order in which they are given, with what they answer under these paths. */
export async function loadPage(
  sql: TransactionSql,
  mission: MissionNames,
  { ordinals, paths }: { readonly ordinals: readonly number[]; readonly paths: readonly string[] },
): Promise<LoadedPage> {
  if (ordinals.length === 0) return { reports: [], given: [] };
  const rows = await sql<Row[]>`
    select p.id, p.ordinal, p.state, p.reason, p.form_name as "formName", p.form_uuid as "formUuid", v.title as "formTitle", v.titles as "formTitles",
      p.form_number as "formNumber", p.station, p.station_moved as "isMoved", p.channel, p.device_id as "deviceId",
      d.name as "deviceName", d.pseudonym, k.name as "keyName", p.first_at as "firstAt", p.last_at as "lastAt",
      p.versions, p.flags, p.first_index::float8 as index, (
        select leaf_hash from report_item f where f.mission_id = p.mission_id and f.leaf_index = p.first_index
      ) as "leafHash", (
        select count(*)::int from report_comment c where c.report_id = p.id and c.text is not null
      ) as comments, (
        select json_agg(json_build_object('state', f.state, 'severity', w.severity))
        from check_result f join report_check k on k.id = f.check_id
        join report_check_version w on w.check_id = k.id and w.number = k.version where f.report_id = p.id
      ) as found, ${paths.length === 0 ? sql`null` : sql`r.answers`} as answers
    from report p
    left join report_reading r on r.report_id = p.version_report_id and r.sha256 = p.version_sha256
    left join form_version v on v.form_id = p.form_uuid and v.number = p.form_number
    left join device d on d.id = p.device_id
    left join api_key k on k.id = p.api_key_id
    where p.mission_id = ${mission.id} and p.ordinal = any(${ordinals as number[]}::int[])`;
  const byOrdinal = new Map(rows.map((row) => [row.ordinal, row]));
  const wanted = new Set(paths);
  const found = ordinals.flatMap((ordinal) => {
    const row = byOrdinal.get(ordinal);
    return row === undefined ? [] : [{ formUuid: row.formUuid, report: reportOf(row, mission, wanted) }];
  });
  const given = found.flatMap(({ formUuid, report }) => (formUuid === null ? [] : answersIn(formUuid, report)));
  return { reports: found.map(({ report }) => report), given };
}

function answersIn(formUuid: string, { answers }: ListedReport): GivenAnswer[] {
  return Object.entries(answers).flatMap(([path, values]) => values.map((value) => ({ formUuid, path, value })));
}

function reportOf(row: Row, mission: MissionNames, wanted: ReadonlySet<string>): ListedReport {
  const {
    formUuid: _,
    deviceId,
    deviceName,
    pseudonym,
    firstAt,
    lastAt,
    index,
    leafHash,
    answers,
    found,
    ...told
  } = row;
  return {
    ...told,
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
    device: deviceId === null ? null : { id: deviceId, name: deviceName, pseudonym },
    checks: markOf(found ?? []),
    code: leafHash === null ? null : codeOf(mission, index, leafHash),
    answers: answersOf(answers ?? {}, wanted),
  };
}

function answersOf(answers: Readonly<Record<string, unknown>>, wanted: ReadonlySet<string>): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  if (wanted.size === 0) return found;
  for (const [path, given] of Object.entries(answers)) {
    const plain = plainPath(path);
    if (given === null || given === '' || !wanted.has(plain)) continue;
    found[plain] ??= [];
    found[plain].push(typeof given === 'string' ? given : JSON.stringify(given));
  }
  return found;
}
