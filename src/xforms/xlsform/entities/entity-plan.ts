import type { Workbook } from '../../workbook/workbook.ts';
import type { FaultList } from '../fault-list.ts';
import { NO_LANGUAGE, type Settings } from '../settings.ts';
import { type CellMap, textOf } from '../tables/cell.ts';
import { findMisspelt, findSheet } from '../tables/find-sheets.ts';
import { ENTITIES_HEADERS } from '../tables/headers.ts';
import { readTable, type Table } from '../tables/read-table.ts';
import { findReferences, isElementName } from '../tree/names.ts';
import type { ContainerStep } from './container-path.ts';

/** One row of `entities`: what is made, or changed, in which list. */
export interface EntityDeclaration {
  readonly list: string;
  readonly row: number;
  readonly entityId: string | null;
  readonly createIf: string | null;
  readonly updateIf: string | null;
  readonly label: string | null;
}

/** Where something that belongs to an entity stands. */
export interface EntityReference {
  readonly path: readonly ContainerStep[];
  readonly row: number;
  /** What is saved under which name; null where the declaration refers to the question. */
  readonly property: string | null;
  readonly question: string | null;
}

/** All that the form says about entities. */
export interface EntityPlan {
  readonly table: Table | null;
  readonly declarations: ReadonlyMap<string, EntityDeclaration>;
  /** Question → lists whose declaration refers to it. */
  readonly variables: ReadonlyMap<string, readonly string[]>;
  /** List → what belongs to it, in the order of the survey. */
  readonly references: Map<string, EntityReference[]>;
}

/** Reads `entities`. Whether one is made or changed follows from which of its columns are filled (ODK entities specification). */
export function readEntities(workbook: Workbook, _settings: Settings, faults: FaultList): EntityPlan {
  const declarations = new Map<string, EntityDeclaration>();
  const variables = new Map<string, string[]>();
  const sheet = findSheet(workbook, 'entities');
  if (sheet === null || sheet.rows.length < 2) {
    const misspelt = findMisspelt(workbook, 'entities');
    if (misspelt.length > 0) faults.warn('sheet-misspelt', { sheet: 'entities' }, { found: misspelt.join(', ') });
    return { table: null, declarations, variables, references: new Map() };
  }
  const options = { sheet: 'entities', names: ENTITIES_HEADERS, unnamed: NO_LANGUAGE, isCleaned: false };
  const table = readTable(sheet, options, faults);
  checkColumns(table, faults);
  for (const { number, cells } of table.rows) {
    const declaration = readDeclaration(cells, number, faults);
    if (declaration === null) continue;
    const place = { sheet: 'entities', row: number, column: 'list_name' };
    if (declarations.has(declaration.list)) faults.error('entity-list-twice', place, { found: declaration.list });
    else declarations.set(declaration.list, declaration);
    for (const name of referredTo(declaration)) variables.set(name, [...(variables.get(name) ?? []), declaration.list]);
  }
  return { table, declarations, variables, references: new Map() };
}

function checkColumns(table: Table, faults: FaultList): void {
  const unknown = table.headers.filter((_, at) => {
    const first = table.paths[at]?.[0];
    return first !== undefined && !ENTITIES_HEADERS.columns.has(first);
  });
  if (unknown.length > 0) faults.error('entity-columns', { sheet: 'entities', row: 1 }, { found: unknown.join(', ') });
}

function readDeclaration(cells: CellMap, row: number, faults: FaultList): EntityDeclaration | null {
  const list = textOf(cells, 'dataset');
  const code = findListFault(list);
  if (code !== null) {
    faults.error(code, { sheet: 'entities', row, column: 'list_name' }, { found: list ?? '' });
    return null;
  }
  const declaration: EntityDeclaration = {
    list: list ?? '',
    row,
    entityId: textOf(cells, 'entity_id'),
    createIf: textOf(cells, 'create_if'),
    updateIf: textOf(cells, 'update_if'),
    label: textOf(cells, 'label'),
  };
  const lacking = findLacking(declaration);
  if (lacking === null) return declaration;
  faults.error(lacking.code, { sheet: 'entities', row, column: lacking.column }, { list: declaration.list });
  return null;
}

function findListFault(list: string | null): string | null {
  if (list === null) return 'entity-list-missing';
  if (list.startsWith('__')) return 'name-underscores';
  if (list.includes('.')) return 'name-period';
  return isElementName(list) ? null : 'name-invalid';
}

function findLacking({
  entityId,
  createIf,
  updateIf,
  label,
}: EntityDeclaration): { code: string; column: string } | null {
  if (entityId === null && updateIf !== null) return { code: 'entity-id-missing', column: 'entity_id' };
  if (entityId !== null && createIf !== null && updateIf === null)
    return { code: 'entity-update-missing', column: 'update_if' };
  return entityId === null && label === null ? { code: 'entity-label-missing', column: 'label' } : null;
}

function referredTo({ entityId, createIf, updateIf, label }: EntityDeclaration): Set<string> {
  const texts = [entityId, createIf, updateIf, label].filter((text) => text !== null);
  return new Set(texts.flatMap((text) => (findReferences(text) ?? []).map(({ name }) => name)));
}
