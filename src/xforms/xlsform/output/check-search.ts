import type { ChoiceTables } from '../choices.ts';
import type { FaultList } from '../fault-list.ts';
import { DATA_EXTENSIONS, splitExtension } from '../survey/context.ts';
import { type Element, walk } from '../tree/element.ts';
import { isSearch } from './make-choice-list.ts';

/** Marks the lists that are looked up by `search()`: such a list is no file, and no other question may have it. */
export function checkSearch(form: Element, choices: ChoiceTables, faults: FaultList): void {
  const selects = [...walk(form)].filter(
    ({ tag, itemset }) => itemset !== null && /^(select|odk:rank)/.test(tag ?? ''),
  );
  for (const element of selects.filter(isSearch)) {
    const list = element.itemset ?? '';
    const place = { sheet: 'survey', row: element.row, column: 'appearance' };
    if (DATA_EXTENSIONS.includes(splitExtension(list)[1])) {
      faults.error('search-with-file', place, { found: element.name });
      continue;
    }
    const table = choices.get(list);
    if (table !== undefined) table.isUsedBySearch = true;
    const others = selects.filter((other) => other.itemset === list && !isSearch(other)).map(({ name }) => name);
    if (others.length > 0)
      faults.error('search-shared', place, { found: element.name, list, others: others.join(', ') });
  }
}
