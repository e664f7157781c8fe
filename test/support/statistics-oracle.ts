import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { must } from '../../src/kernel/result.ts';

/** Numbers of R and other published software that lie beside the project; tests that need them say that they skip. */
const FOLDER = new URL('../../../shared/oracles/statistics/', import.meta.url);

/** Whether the numbers are there. */
export const hasStatisticsOracle = existsSync(FOLDER);

/** What a vector holds, as far as all of them agree. */
interface Vector<D, E> {
  readonly id: string;
  readonly design: D;
  readonly expected: E;
  readonly tolerance_rel: number;
}

/** One vector of a group. */
export function readVector<D, E>(group: string, id: string): Vector<D, E> {
  const vectors: Vector<D, E>[] = JSON.parse(readFileSync(new URL(`vectors/${group}.json`, FOLDER), 'utf8'));
  return must(
    vectors.find((one) => one.id === id),
    `${group}: no vector ${id}`,
  );
}

/** The rows of a CSV file of the oracle, packed or not; column → cell. */
export function readOracleTable(path: string): Record<string, string>[] {
  const bytes = readFileSync(new URL(path, FOLDER));
  return parse(path.endsWith('.gz') ? gunzipSync(bytes) : bytes, { columns: true });
}
