import { type Fault, fault } from '../../../../kernel/issue.ts';
import { err, ok, type Result } from '../../../../kernel/result.ts';
import { isReference } from '../../../../xforms/xlsform/tree/names.ts';

/** A reference `${…}` of a rule; `at`: where it begins, in characters from 1. */
export interface MaskedName {
  readonly written: string;
  readonly at: number;
}

/** A rule with a plain name of the same length in place of each reference, so that all else keeps its place. */
export interface MaskedRule {
  readonly text: string;
  readonly names: readonly MaskedName[];
}

/** A reference has room for a stand-in of two digits. */
const MOST_NAMES = 100;
const PIECES = /"[^"]*"|'[^']*'|\$\{[^}]*\}?/g;
const STAND_IN = /^q(\d{1,2})$/;

/** Masks the references of a rule; what stands between quotes is none. Faults: `check-reference`, `check-names`. */
export function maskNames(expression: string): Result<MaskedRule, Fault> {
  const names: MaskedName[] = [];
  const faults: Fault[] = [];
  const text = expression.replace(PIECES, (piece, at: number) => {
    if (!piece.startsWith('$')) return piece;
    if (!isReference(piece) || piece.includes('#')) faults.push(fault('check-reference', { found: piece, at: at + 1 }));
    if (names.length === MOST_NAMES) faults.push(fault('check-names', { most: MOST_NAMES, at: at + 1 }));
    names.push({ written: piece.slice(2, -1), at: at + 1 });
    return ` q${(names.length - 1) % MOST_NAMES}`.padEnd(piece.length);
  });
  const [first] = faults;
  return first === undefined ? ok({ text, names }) : err(first);
}

/** Which reference a plain name stands for; null: none, somebody wrote it. */
export function maskedPlace(name: string): number | null {
  const match = STAND_IN.exec(name);
  return match === null ? null : Number(match[1]);
}
