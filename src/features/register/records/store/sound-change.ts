import type { RuleFault } from '../../../../kernel/issue.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem, type ProblemIssue } from '../../../../platform/http/problem.ts';
import { checkCells, checkRecords } from '../check.ts';
import { KIND_NAMES, type KindName, kindNamed, type RecordSet } from '../kinds.ts';
import { keyOf, type RecordChange } from '../record-set.ts';
import { columnsReferringTo, findReferrers, loadCells, loadClaimsOfPlace, loadPlacesWithAncestors } from '../store.ts';

/**
 * Refuses a change of one record that would leave the election wrong. Only what the record touches is loaded: a country's
 * hundred thousand places are not read to correct one.
 *
 * @throws Problem `invalid-input` with an issue for each cell at fault.
 */
export async function requireSound(sql: Db, electionId: string, change: RecordChange): Promise<void> {
  requireKey(change);
  refuse(checkCells(change.kind, change.cells));
  const others = await loadNeighbours(sql, electionId, change);
  refuse(checkRecords(withChange(others, change)));
}

/**
 * Refuses to withdraw what other records refer to.
 *
 * @throws Problem `invalid-input` that names those records.
 */
export async function requireUnreferenced(
  sql: Db,
  electionId: string,
  record: { kind: KindName; key: string },
): Promise<void> {
  const columns = columnsReferringTo(record.kind);
  const referrers = await findReferrers(sql, electionId, { key: record.key, columns });
  if (referrers.length === 0) return;
  const found = referrers.map((referrer) => `${referrer.kind} ${referrer.key}`).join(', ');
  const issue = { code: 'still-referred-to', parameters: { found }, severity: 'error', column: null } as const;
  throw new Problem('invalid-input', {}, [issue]);
}

function requireKey(change: RecordChange): void {
  const column = kindNamed(change.kind).key;
  if (change.cells[column] === change.key) return;
  const parameters = { found: change.cells[column] ?? '', wanted: change.key };
  throw new Problem('invalid-input', {}, [{ code: 'key-changed', parameters, severity: 'error', column }]);
}

async function loadNeighbours(sql: Db, electionId: string, change: RecordChange): Promise<RecordSet> {
  const kinds = KIND_NAMES.filter((kind) => kind !== 'place' && kind !== 'claim');
  const others = await loadCells(sql, electionId, kinds);
  const claims = await loadClaimsOfPlace(
    sql,
    electionId,
    change.kind === 'claim' ? (change.cells.place ?? null) : null,
  );
  const codes = namedPlaces({ ...others, claim: claims }, change);
  const places = await loadPlacesWithAncestors(sql, electionId, codes);
  return { ...others, claim: claims, place: places.filter((place) => !place.withdrawn).map((place) => place.cells) };
}

/** The codes of all places that the records name. */
function namedPlaces(records: RecordSet, change: RecordChange): string[] {
  const codes = new Set<string>();
  for (const { kind, column } of columnsReferringTo('place')) {
    const rows = kind === change.kind ? [...(records[kind] ?? []), change.cells] : (records[kind] ?? []);
    for (const cells of rows) for (const code of cells[column]?.split('|') ?? []) codes.add(code);
  }
  return [...codes];
}

/** The records with the change in its place (without the record, where it is withdrawn), so that what depends on order sees the order of the file. */
function withChange(records: RecordSet, change: RecordChange): RecordSet {
  const rows = records[change.kind] ?? [];
  const isSame = (cells: RecordChange['cells']) => keyOf(change.kind, cells) === change.key;
  if (change.act === 'withdrawn') return { ...records, [change.kind]: rows.filter((cells) => !isSame(cells)) };
  const replaced = rows.map((cells) => (isSame(cells) ? change.cells : cells));
  return { ...records, [change.kind]: rows.some(isSame) ? replaced : [...rows, change.cells] };
}

function refuse(faults: readonly RuleFault[]): void {
  const errors = faults.filter((fault) => fault.severity === 'error');
  if (errors.length > 0) throw new Problem('invalid-input', {}, errors.slice(0, 50).map(issueOf));
}

function issueOf(fault: RuleFault): ProblemIssue {
  const { kind, key, column, code, parameters, severity } = fault;
  return { code, parameters, severity, column, key, file: kindNamed(kind as KindName).file };
}
