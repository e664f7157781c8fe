import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Db } from '../../../../platform/http/endpoint.ts';
import type { SavedRow } from './saved-row.ts';

const ROWS_A_CHUNK = 500;

/**
 * Puts many rows into a table that ends with the transaction, `staged_change`, by COPY: for 100,000 rows that costs a
 * third of what one JSON text costs. To be called in a transaction.
 */
export async function stageRows(sql: Db, rows: Iterable<SavedRow>): Promise<void> {
  await sql`
    create temporary table staged_change
      (kind text, key text, version int, act text, cells jsonb, position int, search text) on commit drop`;
  const target: Writable = await sql`copy staged_change from stdin`.writable();
  await pipeline(chunksOf(rows), target);
}

function* chunksOf(rows: Iterable<SavedRow>): Generator<string> {
  let lines: string[] = [];
  for (const row of rows) {
    lines.push(lineOf(row));
    if (lines.length < ROWS_A_CHUNK) continue;
    yield lines.join('');
    lines = [];
  }
  if (lines.length > 0) yield lines.join('');
}

function lineOf({ kind, key, version, act, cells, position, search }: SavedRow): string {
  const texts = [kind, escapeCopied(key), String(version), act, escapeCopied(JSON.stringify(cells))];
  return `${texts.join('\t')}\t${position ?? '\\N'}\t${escapeCopied(search)}\n`;
}

const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The text as the text format of COPY takes it. */
function escapeCopied(text: string): string {
  return text.replace(/[\\\n\r\t]/g, (character) => ESCAPED[character] ?? character);
}
