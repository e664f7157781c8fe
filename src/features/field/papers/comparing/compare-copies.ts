import type { InstanceNode } from '../../../../xforms/form/form.ts';
import { type AskedForm, type Row, rowsOf } from './asked-answers.ts';

/** A place in which two copies of a sheet say different things. */
export interface Difference {
  readonly path: string;
  /** `count`: how many copies of a repeat each has. */
  readonly kind: Row['kind'];
  /** As each copy has it; null: it was not asked there. */
  readonly a: string | null;
  readonly b: string | null;
}

/**
 * Where two copies differ, answer by answer in the order of the form; none: they say the same. Where one has more copies of a
 * repeat than the other, that is one difference, and what stands in the surplus copies goes with it.
 */
export function compareCopies(form: AskedForm, a: InstanceNode, b: InstanceNode): Difference[] {
  const differences: Difference[] = [];
  for (const { path, kind, given, normal } of withoutSurplus(rowsOf(form, [a, b]))) {
    const [ours = null, theirs = null] = given;
    if (normal[0] !== normal[1]) differences.push({ path, kind, a: ours, b: theirs });
  }
  return differences;
}

/** The rows without those of copies that only some of the first two records have. */
export function withoutSurplus(rows: readonly Row[]): Row[] {
  const kept: Row[] = [];
  const surplus: string[] = [];
  for (const row of rows) {
    if (surplus.some((start) => row.path.startsWith(start))) continue;
    kept.push(row);
    const [a, b] = row.given.slice(0, 2).map(Number);
    if (row.kind !== 'count' || a === undefined || b === undefined) continue;
    for (let at = Math.min(a, b); at < Math.max(a, b); at += 1) surplus.push(`${row.path}[${at + 1}]`);
  }
  return kept;
}
