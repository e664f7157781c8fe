import type { Workbook } from '../workbook/workbook.ts';
import type { FaultList } from './fault-list.ts';
import { readYesNo } from './survey/question-types.ts';
import { type CellMap, mapOf, textOf, textsOf } from './tables/cell.ts';
import { findMisspelt, findSheet } from './tables/find-sheets.ts';
import { SETTINGS_HEADERS } from './tables/headers.ts';
import { readTable, type Table } from './tables/read-table.ts';
import { isElementName } from './tree/names.ts';

/** What the sheet `settings` says of the form; rows of the survey may say more. */
export interface Settings {
  readonly cells: CellMap;
  /** Language of what names none. */
  readonly defaultLanguage: string;
  readonly isCleaned: boolean;
  readonly allowsDuplicates: boolean;
  readonly table: Table | null;
}

/** The language of a form that names none. */
export const NO_LANGUAGE = 'default';

/** Reads the first row of the sheet `settings`. */
export function readSettings(workbook: Workbook, faults: FaultList): Settings {
  const sheet = findSheet(workbook, 'settings');
  if (sheet === null) {
    const misspelt = findMisspelt(workbook, 'settings');
    if (misspelt.length > 0) faults.warn('sheet-misspelt', { sheet: 'settings' }, { found: misspelt.join(', ') });
    return settingsOf(new Map(), null);
  }
  const options = { sheet: 'settings', names: SETTINGS_HEADERS, unnamed: NO_LANGUAGE, isCleaned: false };
  const table = readTable(withoutSecondId(sheet, faults), options, faults);
  const cells = table.rows[0]?.cells ?? new Map();
  const name = textOf(cells, 'name');
  if (name !== null && !isElementName(name)) {
    faults.error('name-invalid', { sheet: 'settings', row: 1, column: 'name' }, { found: name });
  }
  if (readYesNo(textOf(cells, 'flat')) === true)
    faults.warn('setting-flat', { sheet: 'settings', row: 2, column: 'flat' });
  return settingsOf(cells, table);
}

function settingsOf(cells: CellMap, table: Table | null): Settings {
  return {
    cells,
    defaultLanguage: textOf(cells, 'default_language') ?? NO_LANGUAGE,
    isCleaned: readYesNo(textOf(cells, 'clean_text_values')) ?? true,
    allowsDuplicates: readYesNo(textOf(cells, 'allow_choice_duplicates')) ?? false,
    table,
  };
}

/** `form_id` and `id_string` are the same; where both stand, the first counts. */
function withoutSecondId(
  sheet: { name: string; rows: readonly (readonly string[])[] },
  faults: FaultList,
): { name: string; rows: readonly (readonly string[])[] } {
  const headers = sheet.rows[0] ?? [];
  const second = headers.indexOf('id_string');
  if (second < 0 || !headers.includes('form_id')) return sheet;
  faults.warn('setting-id-twice', { sheet: 'settings', row: 1, column: 'id_string' });
  return { name: sheet.name, rows: sheet.rows.map((row) => row.map((cell, at) => (at === second ? '' : cell))) };
}

/** Attributes that the sheet gives to the root of the record: `attribute::xyz`. */
export function rootAttributes(settings: CellMap): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [name, value] of mapOf(settings, 'attribute')) {
    if (typeof value === 'string') attributes.set(name, value);
  }
  return attributes;
}

/** The title of the form, in its default language where it has several; null where the sheet gives none. */
export function titleOf(settings: CellMap): string | null {
  const titles = titlesOf(settings);
  const language = textOf(settings, 'default_language') ?? '';
  return textOf(settings, 'title') ?? titles.get(language) ?? [...titles.values()][0] ?? null;
}

/**
 * Language, as the form names it → the title in it. A title that names no language is in the default one, or else under an
 * empty name; those in further languages stand under `title_in::LANGUAGE`, which other programs pass over, or under
 * `form_title::LANGUAGE`.
 */
export function titlesOf(settings: CellMap): ReadonlyMap<string, string> {
  const own = textOf(settings, 'default_language') ?? '';
  const plain = textOf(settings, 'title');
  const given = [...textsOf(mapOf(settings, 'title')), ...textsOf(mapOf(settings, 'title_in'))];
  return new Map([
    ...(plain === null ? [] : [[own, plain] as const]),
    ...given.map(([language, title]) => [language === NO_LANGUAGE ? own : language, title] as const),
  ]);
}
