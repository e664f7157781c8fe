import type { Db } from '../../../../platform/http/endpoint.ts';
import { type CodebookQuestion, type CodebookTable, readCodebookTable } from '../checking/codebook-table.ts';
import { getVersionOutput } from './keep-versions.ts';

/** The questions of a version by path, in their order. */
export type Questions = ReadonlyMap<string, CodebookQuestion>;

/** Codebooks of versions, which never change once they were published. */
export interface Codebooks {
  /** The questions of a version. @throws Problem `not-found`. */
  of(sql: Db, version: { readonly id: string; readonly number: number }): Promise<Questions>;
}

/** Questions and choices of all codebooks together that are kept; the last codebook that was asked for is, however long. */
const MOST_KEPT = 100_000;

/** @returns a reader that keeps the codebooks that were asked for last, within bounds. */
export function createCodebooks(mostKept = MOST_KEPT): Codebooks {
  const kept = new Map<string, { readonly questions: Questions; readonly size: number }>();
  let size = 0;
  const keep = (key: string, questions: Questions) => {
    const own = [...questions.values()].reduce((sum, { choices }) => sum + 1 + choices.length, 0);
    drop(key);
    kept.set(key, { questions, size: own });
    size += own;
    for (const oldest of kept.keys()) if (size > mostKept && oldest !== key) drop(oldest);
  };
  const drop = (key: string) => {
    size -= kept.get(key)?.size ?? 0;
    kept.delete(key);
  };
  return {
    of: async (sql, { id, number }) => {
      const key = `${id} ${number}`;
      const known = kept.get(key)?.questions;
      const questions = known ?? read(await getVersionOutput(sql, { formId: id, number }, 'codebook'));
      keep(key, questions);
      return questions;
    },
  };
}

function read(codebook: string): Questions {
  return readCodebookTable(JSON.parse(codebook) as CodebookTable);
}
