import { type Claim, claimKind, type Subject, subjectKind } from '../../src/features/register/claims/claim.ts';
import { arrangeClaims, type ClaimSet } from '../../src/features/register/claims/claim-set.ts';
import { type Cells, readRecord } from '../../src/kernel/record.ts';

/** A subject from its cells; what is not given is filled with what changes nothing. */
export function subject(key: string, cells: Cells = {}): Subject {
  return readRecord(subjectKind, { key, section: 'voters', title_en: key, over_time: 'constant', ...cells });
}

/** A claim from its cells: an official count, unless they say otherwise. */
export function claim(key: string, subjectKey: string, cells: Cells = {}): Claim {
  const defaults = { unit: 'count', kind: 'official', basis: 'sourced' };
  return readRecord(claimKind, { key, subject: subjectKey, ...defaults, ...cells });
}

/** Claims of one constant subject `s`: one for each cells, with the keys `a`, `b`, `c`, …. */
export function claimsOfOne(over: 'constant' | 'varies', ...rows: readonly Cells[]): ClaimSet {
  const claims = rows.map((cells, index) => claim(String.fromCharCode(97 + index), 's', cells));
  return arrangeClaims([subject('s', { over_time: over })], claims);
}
