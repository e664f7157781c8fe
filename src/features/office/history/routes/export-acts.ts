import { createHash } from 'node:crypto';
import type { Sql, TransactionSql } from 'postgres';
import { patientStream, type WriteBytes } from '../../../../platform/files/patient-stream.ts';
import { writeCsv } from '../../../../platform/files/tables/csv.ts';
import type { Actor } from '../../../../platform/http/access.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { ACT_COLUMNS, type Act, actCells, type Cursor } from '../act.ts';
import type { HistoryFilter } from '../contract.ts';
import { type ActFilter, countActs, readActs, wordsOfFilter } from '../store.ts';
import { actFilter, shownTo } from './sight.ts';

/** What is exported, by whom and when. */
export interface ExportedActs {
  readonly format: 'csv' | 'ndjson';
  readonly filter: HistoryFilter;
  readonly actor: Actor;
  readonly now: Date;
}

const PAGE = 1_000;
const MOST_AT_ONCE = 2;
let running = 0;

const TYPES = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson' } as const;

/**
 * The acts that match, oldest first, as a file for an auditor: a head that says what it holds, for whom and when it was made;
 * the acts; a last line with their number and the SHA-256 of all bytes between head and last line. Read from one state of the
 * database, as fast as it is taken. Two exports of one span are the same bytes but for the head.
 *
 * @throws Problem `busy` where two run already.
 */
export function exportActs(pool: Sql, exported: ExportedActs): Response {
  if (running >= MOST_AT_ONCE) throw new Problem('busy', { seconds: 10 });
  running += 1;
  const readable = patientStream(
    async (write) => {
      await pool.begin('isolation level repeatable read read only', (sql) => produce(sql, exported, write));
    },
    () => {
      running -= 1;
    },
  );
  const headers = {
    'content-type': TYPES[exported.format],
    'content-disposition': `attachment; filename="history.${exported.format}"`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
  return new Response(readable, { headers });
}

async function produce(sql: TransactionSql, exported: ExportedActs, write: WriteBytes): Promise<void> {
  const filter = actFilter(exported.filter, exported.actor);
  const words = await wordsOfFilter(sql, filter);
  const count = words === null ? 0 : await countActs(sql, words, filter);
  const [encoder, hash, form] = [new TextEncoder(), createHash('sha256'), FORMATS[exported.format]];
  const put = async (text: string) => {
    const bytes = encoder.encode(text);
    hash.update(bytes);
    await write(bytes);
  };
  await write(encoder.encode(form.head(exported, count)));
  if (form.title !== '') await put(form.title);
  for await (const acts of pagesOf(sql, words, filter)) {
    await put(form.lines(acts.map((act) => shownTo(act, exported.actor))));
  }
  await write(encoder.encode(form.end(count, hash.digest('hex'))));
}

async function* pagesOf(sql: TransactionSql, words: string | null, filter: ActFilter): AsyncGenerator<Act[]> {
  let after: Cursor | null = null;
  while (words !== null) {
    const acts: Act[] = await readActs(sql, words, { ...filter, after, limit: PAGE });
    if (acts.length > 0) yield acts;
    if (acts.length < PAGE) return;
    after = acts.at(-1) ?? null;
  }
}

interface Format {
  readonly head: (exported: ExportedActs, count: number) => string;
  readonly title: string;
  readonly lines: (acts: readonly Act[]) => string;
  readonly end: (count: number, sha256: string) => string;
}

const CSV_TITLE = writeCsv(ACT_COLUMNS, []);

const CSV: Format = {
  head: ({ filter, actor, now }, count) => {
    const { from = '', to = '', ...narrowed } = filter;
    return [
      'Scrutineer: who did what, when and why',
      `exported at: ${now.toISOString()}`,
      `exported by: ${actor.name} (${actor.role}, ${actor.id})`,
      `from ${from || 'the beginning'} to ${to || 'the export'}, days in UTC`,
      `narrowed down by: ${Object.keys(narrowed).length === 0 ? 'nothing' : JSON.stringify(narrowed)}`,
      `acts: ${count}`,
    ]
      .map(remark)
      .join('');
  },
  title: CSV_TITLE,
  lines: (acts) => writeCsv(ACT_COLUMNS, acts.map(actCells)).slice(CSV_TITLE.length),
  end: (count, sha256) =>
    remark(`end: ${count} acts; SHA-256 of what stands between the first six lines and this: ${sha256}`),
};

/** A line of one cell that begins with `#`: no row of the table does. */
function remark(text: string): string {
  return writeCsv([`# ${text.replace(/\p{Cc}/gu, ' ')}`], []);
}

const NDJSON: Format = {
  head: ({ filter, actor, now }, count) =>
    line({
      type: 'head',
      format: 'scrutineer-history',
      v: 1,
      exportedAt: now.toISOString(),
      exportedBy: { id: actor.id, name: actor.name, role: actor.role },
      filter,
      acts: count,
    }),
  title: '',
  lines: (acts) => acts.map((act) => line({ type: 'act', ...act, at: act.at.toISOString() })).join(''),
  end: (count, sha256) => line({ type: 'end', acts: count, sha256 }),
};

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

const FORMATS: Readonly<Record<ExportedActs['format'], Format>> = { csv: CSV, ndjson: NDJSON };
