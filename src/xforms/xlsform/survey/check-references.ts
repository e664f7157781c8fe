import type { EntityPlan } from '../entities/entity-plan.ts';
import type { FaultList } from '../fault-list.ts';
import type { Table } from '../tables/read-table.ts';
import { findReferences, hasReference, isReference } from '../tree/names.ts';
import type { SurveyContext } from './context.ts';

/** The sheets in which references may stand. */
export interface ReferringTables {
  readonly survey: Table;
  readonly choices: Table | null;
  readonly settings: Table | null;
  readonly entities: EntityPlan;
}

const TRANSLATED = ['label', 'media'];

/** Every `${name}` is well formed and means one question, group or repeat. */
export function checkReferences(tables: ReferringTables, context: SurveyContext): void {
  const { faults, nameCounts } = context;
  const survey = (path: readonly string[]) => !['type', 'name', 'trigger'].includes(path[0] ?? '');
  const all = [
    { table: tables.settings, takes: () => true },
    {
      table: tables.entities.table,
      takes: (path: readonly string[]) => !['dataset', 'repeat'].includes(path[0] ?? ''),
    },
    { table: tables.survey, takes: survey },
    { table: tables.choices, takes: (path: readonly string[]) => TRANSLATED.includes(path[0] ?? '') },
  ];
  for (const { table, takes } of all) if (table !== null) checkTable(table, takes, { faults, nameCounts });
  checkTriggers(context);
  checkGeometries(context);
}

function checkTable(
  table: Table,
  takes: (path: readonly string[]) => boolean,
  { faults, nameCounts }: { faults: FaultList; nameCounts: ReadonlyMap<string, number> },
): void {
  const columns = new Set(table.headers.filter((_, at) => takes(table.paths[at] ?? [''])));
  for (const { number, cells } of table.written) {
    for (const [column, text] of cells) {
      if (!columns.has(column) || text.length < 3) continue;
      const references = findReferences(text);
      const place = { sheet: table.sheet, row: number, column };
      if (references === null) faults.error('reference-form', place, { found: text.slice(0, 80) });
      for (const { name } of references ?? []) {
        const count = nameCounts.get(name) ?? 0;
        if (count === 0) faults.error('reference-unknown', place, { found: name });
        if (count > 1) faults.error('reference-ambiguous', place, { found: name });
      }
    }
  }
}

function checkTriggers({ triggerReferences, questionNames, faults }: SurveyContext): void {
  for (const { name, row } of triggerReferences) {
    if (questionNames.has(name)) continue;
    faults.error('reference-unknown', { sheet: 'survey', row, column: 'trigger' }, { found: name });
  }
}

/** `reference-geometry`: a list, a file, entities, or a repeat. */
function checkGeometries(context: SurveyContext): void {
  const { geometryReferences, instanceNames, choices, entities, repeatNames, faults } = context;
  for (const { target, row } of geometryReferences) {
    if (instanceNames.has(target) || choices.has(target) || entities.declarations.has(target)) continue;
    const name = isReference(target) ? findReferences(target)?.[0]?.name : undefined;
    if (name !== undefined && repeatNames.has(name) && hasReference(target)) continue;
    faults.error('geometry-unknown', { sheet: 'survey', row, column: 'parameters' }, { found: target });
  }
}
