import { formatReceiptCode, receiptCodeOf } from '../../../../ledger/proof/receipt-code.ts';
import { CHUNK_ROWS, chunkStart } from '../../../../platform/columns/column/chunk-rows.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import type { ExportAsk } from '../export-job.ts';
import type { ExportedAnswers, ExportedReport, ReportSource } from '../tables/exported-report.ts';

/** Which reports of a mission are wanted. */
export interface WantedReports {
  readonly missionId: string;
  readonly slug: string;
  readonly formUuid: string;
  readonly endOrdinal: number;
  /** Numbers of versions of the form, both included. */
  readonly versions: { readonly from: number; readonly to: number };
  readonly ask: Pick<ExportAsk, 'formId' | 'fromVersion' | 'toVersion' | 'withHeld' | 'withVoid'>;
}

/** So many are read at a time. The same for ever: a packed file is the same bytes only where it is cut at the same places. */
const BATCH = 250;

interface Row extends Omit<ExportedReport, 'answers' | 'receipt' | 'firstAt' | 'lastAt'> {
  readonly index: string | null;
  readonly leafHash: Uint8Array | null;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly answers: string | null;
}

/** Reads reports row by row, in the order of their arrival. `ordinals`: only these of them, ascending; null: all. */
export function rowSource(sql: Db, wanted: WantedReports, ordinals: readonly number[] | null = null): ReportSource {
  const nextAfter = ordinals === null ? placesOf(sql, wanted) : async (after: number) => nextOf(ordinals, after, BATCH);
  return {
    next: async (after) => {
      for (let last = after; ; ) {
        const chosen = await nextAfter(last);
        const end = chosen.at(-1);
        if (end === undefined) return [];
        const rows = await sql<Row[]>`
          select ${known(sql)}, q.answers::text as answers
          from report r ${besides(sql)}
          left join report_reading q on q.report_id = r.version_report_id and q.sha256 = r.version_sha256
          where ${conditions(sql, wanted)} and r.ordinal = any (${chosen as number[]}::int[]) order by r.ordinal`;
        if (rows.length > 0) return rows.map((row) => reportOf(row, wanted.slug));
        // They may have left the query meanwhile: then the next ones are looked for.
        last = end;
      }
    },
  };
}

/**
 * Ordinals of the next reports after a place. They are asked for by ranges: a question for "the next 250" is one that the
 * database may answer by sorting all that are left, each time.
 */
function placesOf(sql: Db, wanted: WantedReports): (after: number) => Promise<readonly number[]> {
  let ahead: readonly number[] = [];
  return async (after) => {
    ahead = nextOf(ahead, after, CHUNK_ROWS);
    for (let first = chunkStart(after + 1); ahead.length === 0 && first < wanted.endOrdinal; first += CHUNK_ROWS) {
      const ordinals = await loadOrdinals(sql, wanted, { after, end: first + CHUNK_ROWS });
      ahead = nextOf(ordinals, after, CHUNK_ROWS);
    }
    return ahead.slice(0, BATCH);
  };
}

/** Their ordinals alone, in one text: thousands of rows would take ten times as long to read. */
async function loadOrdinals(
  sql: Db,
  wanted: WantedReports,
  { after, end }: { readonly after: number; readonly end: number },
): Promise<readonly number[]> {
  const [row] = await sql<{ ordinals: string | null }[]>`
    select string_agg(ordinal::text, ' ' order by ordinal) as ordinals
    from report r where ${conditions(sql, wanted)} and r.ordinal > ${after} and r.ordinal < ${end}`;
  return numbersOf(row?.ordinals ?? null);
}

function numbersOf(text: string | null): number[] {
  return text === null ? [] : text.split(' ').map(Number);
}

/** The next ones after a place among ascending numbers. */
export function nextOf(ordinals: readonly number[], after: number, most: number): readonly number[] {
  let [low, high] = [0, ordinals.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ordinals[middle] ?? 0) > after) high = middle;
    else low = middle + 1;
  }
  return ordinals.slice(low, low + most);
}

/** Reports of a part of a mission, in the order of their arrival. */
export interface Places {
  readonly ordinals: readonly number[];
  readonly ids: readonly string[];
  /** Ordinals of those that columns do not hold, or do not hold as they are now. */
  readonly beside: ReadonlySet<number>;
}

/** Where the reports of a part of the mission stand. */
export async function loadPlaces(
  sql: Db,
  wanted: WantedReports,
  { after, end }: { readonly after: number; readonly end: number },
): Promise<Places> {
  // Three texts in place of thousands of rows: these would take ten times as long to read.
  const [row] = await sql<{ ordinals: string | null; ids: string | null; beside: string | null }[]>`
    select string_agg(ordinal::text, ' ' order by ordinal) as ordinals, string_agg(id::text, ' ' order by ordinal) as ids,
      string_agg(case when is_settled and state in ('read', 'void') and not 'unknown-elements' = any (flags) then null
        else ordinal::text end, ' ') as beside
    from report r where ${conditions(sql, wanted)} and r.ordinal > ${after} and r.ordinal < ${end}`;
  return {
    ordinals: numbersOf(row?.ordinals ?? null),
    ids: row?.ids?.split(' ') ?? [],
    beside: new Set(numbersOf(row?.beside ?? null)),
  };
}

/** Devices as exports name them, by their ids. */
export async function loadDevices(
  sql: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly pseudonym: string; readonly name: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<{ id: string; pseudonym: string; name: string }[]>`
    select id, pseudonym, name from device where id = any (${ids as string[]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

const known = (sql: Db) => sql`
  r.ordinal, r.id, r.first_at as "firstAt", coalesce(i.received_at, r.last_at) as "lastAt", r.state, r.reason, r.flags,
  i.form_version as "formVersion", r.form_number as "formNumber", r.station, r.station_moved as "isMoved",
  coalesce(r.channel, i.channel) as channel, d.pseudonym as device, d.name as "deviceName", i.leaf_index as index,
  i.leaf_hash as "leafHash"`;

const besides = (sql: Db) => sql`
  left join report_item i on i.report_id = r.version_report_id and i.sha256 = r.version_sha256
  left join device d on d.id = r.device_id`;

/** How many reports there will be. */
export async function countReports(sql: Db, wanted: WantedReports): Promise<number> {
  const rows = await sql<{ count: number }[]>`
    select count(*)::int as count from report r where ${conditions(sql, wanted)}`;
  return rows[0]?.count ?? 0;
}

function conditions(sql: Db, { missionId, formUuid, endOrdinal, versions, ask }: WantedReports) {
  const states = ['read', ...(ask.withHeld ? ['held'] : []), ...(ask.withVoid ? ['void'] : [])];
  // What is held may be of a version that is not known: then it has no number.
  const isAnyVersion = ask.fromVersion === null && ask.toVersion === null;
  const unnumbered = isAnyVersion ? sql`r.form_number is null` : sql`false`;
  return sql`
    r.mission_id = ${missionId} and r.ordinal < ${endOrdinal} and r.state = any (${states}::text[])
    and (r.form_uuid = ${formUuid} or (r.form_uuid is null and r.form_name = ${ask.formId}))
    and (r.form_number between ${versions.from} and ${versions.to} or ${unnumbered})`;
}

/** Member by member: a copy of whatever the row has takes twice as long, a hundred thousand times. */
function reportOf(row: Row, slug: string): ExportedReport {
  const { index, leafHash, answers } = row;
  return {
    ordinal: row.ordinal,
    id: row.id,
    receipt: index === null || leafHash === null ? '' : formatReceiptCode(receiptCodeOf(slug, Number(index), leafHash)),
    firstAt: row.firstAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
    state: row.state,
    reason: row.reason,
    flags: row.flags,
    formVersion: row.formVersion,
    formNumber: row.formNumber,
    station: row.station,
    isMoved: row.isMoved,
    channel: row.channel,
    device: row.device,
    deviceName: row.deviceName,
    answers: answers === null ? null : (JSON.parse(answers) as ExportedAnswers),
  };
}
