import { createHash } from 'node:crypto';
import type { Sql } from 'postgres';
import type { Arrival, ArrivedFile, Taken } from '../../src/features/field/reports/arrival.ts';
import { peekRecord } from '../../src/xforms/openrosa/peek-record.ts';

/** What a record of the invented country says. */
export interface RecordWords {
  readonly id: string | null;
  readonly corrects?: string;
  readonly form?: string;
  readonly version?: string;
  readonly answer?: string;
  readonly files?: readonly ArrivedFile[];
  readonly deviceId?: string;
}

/** A record as ODK Collect sends it. */
export function testArrival({
  id,
  corrects,
  form = 'visit',
  version = '1',
  answer = '1',
  ...more
}: RecordWords): Arrival {
  const meta = `${id === null ? '' : `<instanceID>${id}</instanceID>`}${corrects === undefined ? '' : `<deprecatedID>${corrects}</deprecatedID>`}`;
  const raw = Buffer.from(`<data id="${form}" version="${version}"><a>${answer}</a><meta>${meta}</meta></data>`);
  const peeked = peekRecord(raw);
  if (peeked.kind === 'refused') throw new Error(peeked.fault.code);
  return {
    channel: 'odk',
    sender: { deviceId: more.deviceId ?? null, pseudonym: null, courierId: null },
    raw,
    sha256: createHash('sha256').update(raw).digest(),
    envelope: peeked.envelope,
    fault: null,
    files: more.files ?? [],
    reportId: null,
    stated: null,
  };
}

/** A file that came; its bytes are what `text` says. */
export function testFile(name: string, text: string): ArrivedFile {
  const bytes = Buffer.from(text);
  return { name, sha256: createHash('sha256').update(bytes).digest(), bytes: bytes.length, contentType: 'image/jpeg' };
}

/** How a version was read, as the reading would write it. */
export interface GivenReading {
  readonly reason?: string;
  readonly flags?: readonly string[];
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly expected?: readonly string[];
  readonly form?: { readonly id: string; readonly number: number };
}

/** Writes how the version at that place of the log was read. */
export async function writeReading(sql: Sql, missionId: string, { index, ...given }: GivenReading & { index: number }) {
  const { reason = null, flags = [], answers = {}, expected = [], form = null } = given;
  await sql`
    insert into report_reading (report_id, sha256, mission_id, leaf_index, state, reason, flags, answers, expected_files,
      form_uuid, form_number, read_at)
    select report_id, sha256, mission_id, leaf_index, ${reason === null ? 'read' : 'held'}, ${reason},
      ${flags as string[]}::text[], ${JSON.stringify(answers)}::text::json, ${expected as string[]}::text[],
      ${form?.id ?? null}::uuid, ${form?.number ?? null}::int, received_at
    from report_item where mission_id = ${missionId} and leaf_index = ${index}`;
}

/** Says that all before the place after `taken` was read. */
export async function readUpTo(sql: Sql, missionId: string, taken: Taken) {
  await sql`
    insert into report_progress (mission_id, next_index) values (${missionId}, ${taken.place.index + 1})
    on conflict (mission_id) do update set next_index = excluded.next_index`;
}

/** So many versions of reports at places from 0 on, as after a long day; every hundredth is held, every fiftieth has a flag. */
export async function fillArrivals(sql: Sql, missionId: string, count: number) {
  const device = sql`('00000000-0000-7000-8000-' || lpad((n % 40)::text, 12, '0'))::uuid`;
  const sha = sql`sha256(n::text::bytea)`;
  await sql`
    insert into report_item (report_id, sha256, mission_id, number, channel, device_id, form_id, raw, key, bytes,
      received_at, leaf_index, leaf_hash)
    select md5(n::text)::uuid, ${sha}, ${missionId}, 1, 'odk', ${device}, 'visit', '<data/>', ${sha}, 7,
      timestamptz '2024-02-07 08:00Z' + n * interval '1 second', n, ${sha}
    from generate_series(0, ${count - 1}::int) n`;
  await sql`
    insert into report_reading (report_id, sha256, mission_id, leaf_index, state, reason, flags, read_at)
    select md5(n::text)::uuid, ${sha}, ${missionId}, n, case when n % 100 = 0 then 'held' else 'read' end,
      case when n % 100 = 0 then 'unknown-form' end, case when n % 50 = 7 then '{rival}'::text[] else '{}' end, now()
    from generate_series(0, ${count - 1}::int) n`;
  await sql`insert into report_progress (mission_id, next_index) values (${missionId}, ${count})`;
}
