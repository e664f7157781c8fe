import type { FaultList } from '../fault-list.ts';
import { NO_LANGUAGE } from '../settings.ts';
import type { Table } from './read-table.ts';

const IN_SURVEY = [
  'label',
  'hint',
  'guidance_hint',
  'image',
  'big-image',
  'audio',
  'video',
  'jr:constraintMsg',
  'jr:requiredMsg',
];
const IN_CHOICES = ['label', 'image', 'big-image', 'audio', 'video'];

/** Warns of columns that are there in one language and not in another. */
export function checkTranslations(survey: Table, choices: Table | null, faults: FaultList): void {
  warnMissing(survey, IN_SURVEY, faults);
  if (choices !== null) warnMissing(choices, IN_CHOICES, faults);
}

/** Whether a sheet has columns of any language. */
export function hasTranslations(table: Table | null): boolean {
  if (table === null) return false;
  const names = table.sheet === 'survey' ? IN_SURVEY : IN_CHOICES;
  return [...columnsByLanguage(table, names).keys()].some((language) => language !== NO_LANGUAGE);
}

function columnsByLanguage(table: Table, names: readonly string[]): Map<string, Set<string>> {
  const seen = new Map<string, Set<string>>();
  for (const path of table.paths) {
    if (path === null) continue;
    const own = path.length > 1 && ['media', 'bind'].includes(path[0] ?? '') ? path.slice(1) : path;
    const [name = '', language = NO_LANGUAGE] = own;
    if (!names.includes(name) || own.length > 2) continue;
    seen.set(language, (seen.get(language) ?? new Set()).add(name));
  }
  return seen;
}

function warnMissing(table: Table, names: readonly string[], faults: FaultList): void {
  const seen = columnsByLanguage(table, names);
  if ([...seen.keys()].every((language) => language === NO_LANGUAGE)) return;
  const all = new Set([...seen.values()].flatMap((columns) => [...columns]));
  for (const [language, columns] of seen) {
    const missing = [...all].filter((column) => !columns.has(column)).sort();
    if (missing.length === 0) continue;
    const place = { sheet: table.sheet, row: 1 };
    faults.warn('translation-missing', place, { language, found: missing.join(', ') });
  }
}
