import { gunzipSync, gzipSync } from 'node:zlib';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { DrawRecord } from '../../../../stats/sampling/draw-sample.ts';
import type { FrameSource, SampleUnit } from '../sample.ts';

/** A sample that is to be stored. */
export interface NewSample {
  readonly id: string;
  readonly missionId: string;
  readonly name: string;
  /** What names are compared by. */
  readonly nameKey: string;
  readonly record: DrawRecord;
  readonly source: FrameSource;
  /** CSV. */
  readonly frame: string;
  readonly salt: Uint8Array;
  readonly documentHash: Uint8Array;
  readonly announcedId: string;
  readonly at: Date;
  readonly by: { readonly id: string | null; readonly name: string };
  readonly units: readonly SampleUnit[];
}

/** Stores a sample with its units. @throws Problem `conflict` where the mission has one of that name. */
export async function saveSample(sql: Db, { units, by, ...sample }: NewSample): Promise<void> {
  const { missionId, id } = sample;
  const stored = await sql`
    insert into sample (mission_id, id, name, name_key, record, source, frame, salt, document_hash, announced_id,
      drawn_at, by_id, by_name)
    values (${missionId}, ${id}, ${sample.name}, ${sample.nameKey}, ${JSON.stringify(sample.record)}::text::jsonb,
      ${JSON.stringify(sample.source)}::text::jsonb, ${gzipSync(sample.frame)}, ${Buffer.from(sample.salt)},
      ${Buffer.from(sample.documentHash)}, ${sample.announcedId}, ${sample.at}, ${by.id}, ${by.name})
    on conflict (mission_id, name_key) do nothing
    returning id`;
  if (stored.length === 0) throw new Problem('conflict', { what: `sample ${sample.name}` });
  await sql`
    insert into sample_unit (mission_id, sample_id, position, is_reserve, station, stratum, cluster, stage, inclusion, weight)
    select ${missionId}, ${id}, position, "isReserve", station, stratum, cluster, stage, inclusion, weight
    from json_to_recordset(${JSON.stringify(units)}::text::json) as unit (position int, "isReserve" boolean, station text,
      stratum text, cluster text, stage smallint, inclusion text, weight float8)`;
}

/** A sample without its units and its frame. */
export interface StoredSample {
  readonly id: string;
  readonly name: string;
  readonly record: DrawRecord;
  readonly source: FrameSource;
  readonly salt: Uint8Array;
  readonly documentHash: Uint8Array;
  readonly drawnAt: Date;
  readonly byName: string;
  /** Place in the log; null: the log has not taken it yet. */
  readonly logIndex: string | null;
  /** Why it does not count any more; null: it does. */
  readonly withdrawnBecause: string | null;
}

/** Samples of a mission, as a query that goes on with a condition or an order. */
const samplesOf = (sql: Db, missionId: string) => sql`
  select s.id, s.name, s.record, s.source, s.salt, s.document_hash as "documentHash", s.drawn_at as "drawnAt",
    s.by_name as "byName", l.index::text as "logIndex", w.reason as "withdrawnBecause"
  from sample s left join log_leaf l on l.mission_id = s.mission_id and l.announced_id = s.announced_id
  left join sample_withdrawal w on w.mission_id = s.mission_id and w.sample_id = s.id
  where s.mission_id = ${missionId}`;

/** The samples of a mission, newest first. */
export async function listSamples(sql: Db, missionId: string): Promise<StoredSample[]> {
  return await sql<StoredSample[]>`${samplesOf(sql, missionId)} order by s.drawn_at desc, s.id`;
}

/** The sample of that name. @throws Problem `not-found`. */
export async function getSample(
  sql: Db,
  missionId: string,
  { name, nameKey }: Pick<NewSample, 'name' | 'nameKey'>,
): Promise<StoredSample> {
  const rows = await sql<StoredSample[]>`${samplesOf(sql, missionId)} and s.name_key = ${nameKey}`;
  if (rows[0] === undefined) throw new Problem('not-found', { what: `sample ${name}` });
  return rows[0];
}

/** The sample of that id. @throws Problem `not-found`. */
export async function getSampleById(sql: Db, missionId: string, id: string): Promise<StoredSample> {
  const rows = await sql<StoredSample[]>`${samplesOf(sql, missionId)} and s.id = ${id}`;
  if (rows[0] === undefined) throw new Problem('not-found', { what: `sample ${id}` });
  return rows[0];
}

/** The units of a sample: those that were selected in their order, then the reserves. */
export async function loadUnits(sql: Db, missionId: string, sampleId: string): Promise<SampleUnit[]> {
  return await sql<SampleUnit[]>`
    select position, is_reserve as "isReserve", station, stratum, cluster, stage, inclusion, weight
    from sample_unit u where mission_id = ${missionId} and sample_id = ${sampleId} ${unitOrder(sql)}`;
}

/** Those of `sample_unit u` that were selected in their order, then the reserves by stratum and cluster. */
export const unitOrder = (sql: Db) => sql`
  order by u.is_reserve, case when u.is_reserve then u.stratum end collate "C" nulls first,
    case when u.is_reserve then u.cluster end collate "C" nulls first, u.position`;

/** The frame of a sample as CSV. */
export async function loadFrame(sql: Db, missionId: string, sampleId: string): Promise<string> {
  const rows = await sql<{ frame: Uint8Array }[]>`
    select frame from sample where mission_id = ${missionId} and id = ${sampleId}`;
  return gunzipSync(rows[0]?.frame ?? new Uint8Array()).toString('utf8');
}
