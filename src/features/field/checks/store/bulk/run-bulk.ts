import type { Sql, TransactionSql } from 'postgres';
import { answerQuery, type BulkOrder, type BulkQuery } from './answer-query.ts';
import { columnQuery } from './column-query.ts';

type Db = Sql | TransactionSql;

/** What a rule says of all reports of a form. */
export interface BulkCounts {
  readonly ok: number;
  readonly flagged: number;
  readonly missing: number;
  /** Ordinals of reports that are flagged, the last ones first, as many as were asked for. */
  readonly first: readonly number[];
  /** Ordinals of reports that the query leaves to the engine. */
  readonly left: readonly number[];
}

/** Counts what a rule says of all reports of a form that stand. Only for rules of the subset. */
export async function countVerdicts(sql: Db, order: BulkOrder, most: number): Promise<BulkCounts> {
  const found: BulkCounts[] = [];
  for (const query of queriesOf(order)) found.push(await countQuery(sql, query, most));
  const sum = (key: 'ok' | 'flagged' | 'missing') => found.reduce((total, one) => total + one[key], 0);
  const first = found.flatMap((one) => one.first).sort((one, other) => other - one);
  return {
    ...{ ok: sum('ok'), flagged: sum('flagged'), missing: sum('missing') },
    first: first.slice(0, most),
    left: found.flatMap((one) => one.left),
  };
}

/** What is asked: the chunks of columns, and beside them what has changed since; where others are read, all answers. */
export function queriesOf(order: BulkOrder): readonly BulkQuery[] {
  if (order.otherUuid !== null) return [answerQuery(order, () => 'true')];
  return [columnQuery(order), answerQuery(order, () => 'not p.is_settled')];
}

async function countQuery(sql: Db, { text, values }: BulkQuery, most: number): Promise<BulkCounts> {
  const of = (verdict: string) => `count(*) filter (where verdict = '${verdict}')::float8 as ${verdict}`;
  const rows = await sql.unsafe<BulkCounts[]>(
    `select ${['ok', 'flagged', 'missing'].map(of).join(', ')},
      coalesce((array_agg(ordinal order by ordinal desc) filter (where verdict = 'flagged'))[1:${Number(most)}], '{}') as first,
      coalesce(array_agg(ordinal) filter (where verdict is null), '{}') as left
    from (${text}) judged`,
    values as (string | number | boolean)[],
  );
  return rows[0] ?? { ok: 0, flagged: 0, missing: 0, first: [], left: [] };
}
