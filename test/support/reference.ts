import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** The reference material that lies beside the project, or null where a clone stands alone. */
const FOLDER = new URL('../../../shared/reference/', import.meta.url);

/** Whether the reference material is there; tests that need it say that they skip. */
export const hasReference = existsSync(FOLDER);

/** The rows of a CSV file of the reference, column → cell. */
export function readReference(path: string): Record<string, string>[] {
  return parse(readFileSync(new URL(path, FOLDER)), { columns: true, bom: true });
}
