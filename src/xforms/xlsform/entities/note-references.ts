import type { SurveyContext } from '../survey/context.ts';
import { surveyPlace } from '../survey/context.ts';
import { mapOf, type TableRow, textOf } from '../tables/cell.ts';
import { isElementName } from '../tree/names.ts';
import { type ContainerPath, FORM_PATH } from './container-path.ts';
import type { EntityReference } from './entity-plan.ts';

const SAVE_TO = 'entities:saveto';

/** Notes what a row has to do with entities: what it saves, and which declarations refer to it. */
export function noteReferences(
  row: TableRow,
  { name, isContainer }: { name: string | null; isContainer: boolean },
  context: SurveyContext,
): void {
  const bind = mapOf(row.cells, 'bind');
  const written = textOf(bind, SAVE_TO);
  if (written !== null) {
    const saved = readSaveTo(row, { written, isContainer }, context);
    if (saved === null) bind.delete(SAVE_TO);
    else {
      bind.set(SAVE_TO, saved.property);
      note(context, saved.list, { path: pathTo(context), row: row.number, property: saved.property, question: null });
    }
  }
  for (const list of context.entities.variables.get(name ?? '') ?? []) {
    note(context, list, { path: pathTo(context), row: row.number, property: null, question: name });
  }
}

function pathTo(context: SurveyContext): ContainerPath {
  const steps = context.stack.slice(1).map(({ element, control }) => ({ name: element.name, type: control }));
  return [...FORM_PATH, ...steps];
}

function note(context: SurveyContext, list: string, reference: EntityReference): void {
  const { references } = context.entities;
  references.set(list, [...(references.get(list) ?? []), reference]);
}

/** `list#property`, or `property` where there is one list. */
function readSaveTo(
  row: TableRow,
  { written, isContainer }: { written: string; isContainer: boolean },
  context: SurveyContext,
): { list: string; property: string } | null {
  const { declarations } = context.entities;
  const parts = written.split('#');
  const [only] = declarations.keys();
  const list = parts.length === 2 ? (parts[0] ?? '') : (only ?? '');
  const property = parts.length === 2 ? (parts[1] ?? '') : written;
  const code = findFault({ parts, list, property, isContainer }, context);
  if (code === null) return { list, property };
  const other = context.entities.references.get(list)?.find((reference) => reference.property === property);
  const found = code === 'save-to-list-unknown' ? list : property;
  context.faults.error(code, surveyPlace(row, 'save_to'), { found, other: other?.row ?? 0 });
  return null;
}

function findFault(
  given: { parts: readonly string[]; list: string; property: string; isContainer: boolean },
  { entities }: SurveyContext,
): string | null {
  const { parts, list, property, isContainer } = given;
  if (entities.declarations.size === 0) return 'save-to-without-entities';
  if (parts.length > 2) return 'save-to-hashes';
  if (parts.length === 1 && entities.declarations.size > 1) return 'save-to-without-list';
  if (!entities.declarations.has(list)) return 'save-to-list-unknown';
  if (isContainer) return 'save-to-group';
  if (['name', 'label'].includes(property.toLowerCase())) return 'save-to-reserved';
  if (property.startsWith('__')) return 'name-underscores';
  if (!isElementName(property)) return 'name-invalid';
  const isTwice = entities.references.get(list)?.some((reference) => reference.property === property);
  return isTwice ? 'save-to-twice' : null;
}
