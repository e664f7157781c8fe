import { fault, type RuleFault } from '../../../kernel/issue.ts';
import { type Cells, parseRecord } from '../../../kernel/record.ts';
import { KIND_NAMES, type KindName, kindNamed, type RecordSet } from './kinds.ts';
import { lacksSource, readElectionFile } from './record-set.ts';
import { checkRules } from './rules.ts';

/**
 * Everything that is wrong with a set of records: cells that cannot be read, keys that stand twice, references to
 * records that are not there, and what the rules of each slice find. Rules see only sets that can be read whole.
 */
export function checkRecords(records: RecordSet): RuleFault[] {
  const faults = KIND_NAMES.flatMap((kind) => (records[kind] ?? []).flatMap((cells) => checkCells(kind, cells)));
  faults.push(...KIND_NAMES.flatMap((kind) => checkUniqueKeys(kind, records[kind] ?? [])));
  faults.push(...checkReferences(records));
  if (faults.length > 0) return faults;
  const unsourced = KIND_NAMES.flatMap((kind) =>
    (records[kind] ?? []).filter(lacksSource).map((cells) => unsourcedFault(kind, cells)),
  );
  return [...unsourced, ...checkRules(readElectionFile(records))];
}

function unsourcedFault(kind: KindName, cells: Cells): RuleFault {
  const key = cells[kindNamed(kind).key] ?? '';
  return { ...fault('no-source'), kind, key, column: 'sources', severity: 'warning' };
}

/** What is wrong with the cells of one record. */
export function checkCells(kind: KindName, cells: Cells): RuleFault[] {
  const described = kindNamed(kind);
  const read = parseRecord(described, cells);
  if (read.ok) return [];
  const key = cells[described.key] ?? '';
  return read.error.map((found) => ({ ...found, kind, key, severity: 'error' }));
}

/** References to records that the set does not hold. */
export function checkReferences(records: RecordSet): RuleFault[] {
  const keys = new Map(KIND_NAMES.map((kind) => [kind as string, keySet(kind, records[kind] ?? [])]));
  return KIND_NAMES.flatMap((kind) => {
    const referring = Object.entries(kindNamed(kind).fields).filter(([, field]) => field.to !== null);
    const targets = referring.map(([column, field]) => ({
      column,
      to: field.to ?? '',
      keys: keys.get(field.to ?? ''),
    }));
    return (records[kind] ?? []).flatMap((cells) =>
      targets.flatMap((target) =>
        danglingKeys(cells[target.column], target.keys).map((found) =>
          ruleFault(kind, cells, { column: target.column, code: 'reference', found, wanted: target.to }),
        ),
      ),
    );
  });
}

function checkUniqueKeys(kind: KindName, rows: readonly Cells[]): RuleFault[] {
  const seen = new Set<string>();
  const column = kindNamed(kind).key;
  return rows.flatMap((cells) => {
    const key = cells[column] ?? '';
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [ruleFault(kind, cells, { column, code: 'duplicate-key', found: key, wanted: '' })];
  });
}

function danglingKeys(cell: string | undefined, keys: ReadonlySet<string> | undefined): string[] {
  if (cell === undefined || cell === '') return [];
  return cell.split('|').filter((key) => !keys?.has(key.normalize('NFC')));
}

function keySet(kind: KindName, rows: readonly Cells[]): ReadonlySet<string> {
  const column = kindNamed(kind).key;
  return new Set(rows.map((cells) => (cells[column] ?? '').normalize('NFC')));
}

function ruleFault(
  kind: KindName,
  cells: Cells,
  found: { column: string; code: string; found: string; wanted: string },
): RuleFault {
  const parameters = { found: found.found, wanted: found.wanted };
  const key = cells[kindNamed(kind).key] ?? '';
  return { ...fault(found.code, parameters), kind, key, column: found.column, severity: 'error' };
}
