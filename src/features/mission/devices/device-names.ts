import { type Fault, fault } from '../../../kernel/issue.ts';

/** So many devices are added at once. */
export const MOST_NAMES = 200;
/** The longest name of a device, in UTF-16 units. */
export const LONGEST_NAME = 100;

/** A name of a list, and the line that it stands on, counted from 1. */
export interface ListedName {
  readonly line: number;
  readonly name: string;
}

/** The lines of a text, whatever ends them. */
export function linesOf(text: string): string[] {
  return text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
}

/** The names of a list with one on each line; lines without any text are left out, but counted. */
export function readNames(lines: readonly string[]): ListedName[] {
  return lines.map((text, index) => ({ line: index + 1, name: normalName(text) })).filter(({ name }) => name !== '');
}

/**
 * Everything that keeps the devices of a list from being added, in the order of its lines; none: they can be. Where there
 * are more names than are taken, that alone is told.
 *
 * @param taken names of the devices that are there and not revoked.
 */
export function findNameFaults(names: readonly ListedName[], taken: readonly string[]): Fault[] {
  if (names.length === 0) return [fault('device-names-none')];
  if (names.length > MOST_NAMES) return [fault('device-names-many', { found: names.length, wanted: MOST_NAMES })];
  const [there, lineOf] = [new Set(taken.map(normalName)), new Map<string, number>()];
  return names.flatMap(({ line, name }) => {
    const faults: Fault[] = [];
    const first = lineOf.get(name);
    if (name.length > LONGEST_NAME) {
      faults.push(fault('device-name-long', { row: line, found: name.length, wanted: LONGEST_NAME }));
    }
    if (/\p{Cc}/u.test(name)) faults.push(fault('device-name-sign', { row: line }));
    if (first !== undefined) faults.push(fault('device-name-twice', { row: line, at: first, found: name }));
    else if (there.has(name)) faults.push(fault('device-name-taken', { row: line, found: name }));
    if (first === undefined) lineOf.set(name, line);
    return faults;
  });
}

/** A name without spaces around it, each letter in its one spelling (NFC). */
function normalName(text: string): string {
  return text.trim().normalize('NFC');
}
