import { createHmac } from 'node:crypto';
import type { Sql } from 'postgres';
import { seeded } from '../../../src/kernel/seed.ts';
import { FORM_ID, fillChecklist } from './checklist.ts';

const KEY = Buffer.alloc(32, 7);
/** What `commitContent` salts the bytes of a record with, under that key. */
const SALT = createHmac('sha256', KEY).update('\nraw').digest().subarray(0, 16);
const STEP = 20_000;

/**
 * Fills the mission `slug` with so many reports that have been read, each with its leaf: as they would have come by
 * themselves, but for one key that all of them share. The files of the log are made by the server, from the rows.
 */
export async function fillMission(sql: Sql, slug: string, count: number): Promise<void> {
  for (let first = 0; first < count; first += STEP)
    await fillStep(sql, slug, { first, last: Math.min(count, first + STEP) - 1 });
  await sql`
    insert into report_progress (mission_id, next_index) select id, ${count} from mission where slug = ${slug}`;
  await sql`vacuum analyze report_item, report_reading, log_leaf`;
}

async function fillStep(sql: Sql, slug: string, { first, last }: { first: number; last: number }): Promise<void> {
  const [start, end] = fillChecklist(seeded(`fill ${first}`), null);
  const leaf = sql`convert_to(format('{"channel":"odk","content":"%s","id":"%s","time":%s,"type":"receipt","v":1,"version":1}',
    encode(sha256('\\x636f6e74656e742f76310a'::bytea || ${SALT} || sha256), 'hex'), id, 1707300000000 + n * 100), 'UTF8')`;
  await sql`
    with named as (
      select n, 'uuid:' || gen_random_uuid() as name, md5('report' || n)::uuid as id, m.id as mission_id
      from generate_series(${first}::int, ${last}::int) n, mission m where m.slug = ${slug}
    ), written as (
      select *, convert_to(${start} || name || ${end}, 'UTF8') as raw from named
    ), hashed as (
      select *, sha256(raw) as sha256 from written
    ), logged as (
      select *, ${leaf} as leaf from hashed
    ), items as (
      insert into report_item (report_id, sha256, mission_id, number, instance_id, channel, form_id, form_version, raw, key,
        bytes, received_at, leaf_index, leaf_hash)
      select id, sha256, mission_id, 1, name, 'odk', ${FORM_ID}, '1', raw, ${KEY}, length(raw),
        timestamptz '2024-02-07 06:00Z' + n * interval '100 ms', n, sha256('\\x00'::bytea || leaf) from logged
    ), readings as (
      insert into report_reading (report_id, sha256, mission_id, leaf_index, state, answers, read_at)
      select id, sha256, mission_id, n, 'read', '{}', now() from logged
    )
    insert into log_leaf (mission_id, index, leaf, hash)
    select mission_id, n, leaf, sha256('\\x00'::bytea || leaf) from logged`;
}
