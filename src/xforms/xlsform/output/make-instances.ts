import type { ItemTable, SecondaryInstance } from '../../form/form.ts';
import { type ChoiceTable, type ChoiceTables, needsItext } from '../choices.ts';
import type { FaultList } from '../fault-list.ts';
import { DATA_EXTENSIONS, splitExtension } from '../survey/context.ts';
import type { Cell } from '../tables/cell.ts';
import { type Element, walk } from '../tree/element.ts';
import { findReferences } from '../tree/names.ts';
import { LAST_SAVED } from '../tree/resolve-references.ts';

const READ_BY_BINDS = ['calculate', 'constraint', 'readonly', 'required', 'relevant'];

interface Found {
  readonly id: string;
  readonly src: string | null;
  readonly element: Element | null;
  readonly isDeclared: boolean;
}

/** All data that the form reads beside its record: files, earlier records, choices; each name once. */
export function makeInstances(form: Element, choices: ChoiceTables, faults: FaultList): SecondaryInstance[] {
  const external = findExternal(form);
  checkDeclared(external, faults);
  const seen = new Map<string, Found>();
  const instances: SecondaryInstance[] = [];
  const lists = [...choices.values()].filter((table) => !table.isUsedBySearch);
  for (const found of [
    ...external,
    ...lists.map((table) => ({ id: table.name, src: null, element: null, isDeclared: false })),
  ]) {
    const before = seen.get(found.id);
    if (before !== undefined) {
      if (before.src !== found.src) noteConflict(before, found, faults);
      continue;
    }
    seen.set(found.id, found);
    const table = found.src === null ? choices.get(found.id) : undefined;
    if (table !== undefined) instances.push({ kind: 'internal', id: found.id, items: itemsOf(table) });
    else if (found.src !== null) instances.push({ kind: 'external', id: found.id, src: found.src });
  }
  return instances;
}

function findExternal(form: Element): Found[] {
  const found: Found[] = [];
  let isLastSavedRead = false;
  for (const element of walk(form)) {
    if (element.kind === 'external') {
      const extension = element.type.replace('-external', '');
      const src = `jr://${extension === 'csv' ? 'file-csv' : 'file'}/${element.name}.${extension}`;
      found.push({ id: element.name, src, element, isDeclared: true });
      continue;
    }
    const texts = textsOf(element);
    for (const id of texts.flatMap(pulledFrom))
      found.push({ id, src: `jr://file-csv/${id}.csv`, element, isDeclared: false });
    const [stem, extension] = splitExtension(element.itemset ?? '');
    if (element.tag?.startsWith('select') === true || element.tag === 'odk:rank') {
      const folder = extension === '.csv' ? 'file-csv' : 'file';
      if (DATA_EXTENSIONS.includes(extension)) {
        found.push({ id: stem, src: `jr://${folder}/${element.itemset ?? ''}`, element, isDeclared: false });
      }
    }
    isLastSavedRead ||= element.kind === 'question' && texts.some(readsLastSaved);
  }
  const saved = { id: LAST_SAVED, src: 'jr://instance/last-saved', element: null, isDeclared: false };
  return isLastSavedRead ? [...found, saved] : found;
}

/** The expressions of an element that may read other data. */
function textsOf({ bind, choiceFilter, defaultValue }: Element): string[] {
  const cells: (Cell | null | undefined)[] = READ_BY_BINDS.map((name) => bind?.get(name));
  return [...cells, choiceFilter, defaultValue].filter((cell) => typeof cell === 'string');
}

function pulledFrom(text: string): string[] {
  return [...text.matchAll(/pulldata\s*\(\s*(.*?),/g)].map((call) => (call[1] ?? '').replace(/['"]/g, '').trim());
}

function readsLastSaved(text: string): boolean {
  return (findReferences(text) ?? []).some(({ isLastSaved }) => isLastSaved);
}

function checkDeclared(external: readonly Found[], faults: FaultList): void {
  const seen = new Map<string, Found>();
  for (const found of external.filter(({ isDeclared }) => isDeclared)) {
    const before = seen.get(found.id);
    const place = { sheet: 'survey', row: found.element?.row ?? null, column: 'name' };
    if (before !== undefined)
      faults.error('instance-twice', place, { found: found.id, other: before.element?.row ?? 0 });
    seen.set(found.id, found);
  }
}

function noteConflict(before: Found, found: Found, faults: FaultList): void {
  const row = found.element?.row ?? before.element?.row ?? null;
  const parameters = { found: found.id, one: before.src ?? 'choices', other: found.src ?? 'choices' };
  faults.error('instance-conflict', { sheet: 'survey', row, column: 'type' }, parameters);
}

function itemsOf(table: ChoiceTable): ItemTable {
  const isItext = needsItext(table);
  const more = new Set(table.choices.flatMap((choice) => [...choice.more.keys()]));
  const columns = [...(isItext ? ['itextId', 'name'] : ['name', 'label']), ...more];
  const rows = table.choices.map((choice, index) => {
    const label = typeof choice.label === 'string' ? choice.label : null;
    const own = isItext ? [`${table.name}-${index}`, choice.name] : [choice.name, label];
    return [...own, ...[...more].map((column) => choice.more.get(column) ?? null)];
  });
  return { columns, rows };
}
