import type { LocalizedText } from '../../../kernel/text.ts';

/** The names of a place in the cells of its record: `name_az-Cyrl` is the name in `az-Cyrl`. */
export function placeNamesOf(cells: Readonly<Record<string, unknown>>): LocalizedText {
  const named = Object.entries(cells).filter(([column, name]) => column.startsWith('name_') && name !== '');
  return Object.fromEntries(named.map(([column, name]) => [column.slice('name_'.length), String(name)]));
}
