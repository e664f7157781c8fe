import type { Act } from './act.ts';

/** A name of somebody, and what is written in its place. */
export interface KnownName {
  readonly name: string;
  /** `administrator 1f3c52a0`, `device 0a1b2c3d4e5f6071`. */
  readonly standIn: string;
}

/** Writes a text without the names that are known. */
export type HideNames = (text: string) => string;

/**
 * A writer that puts the stand-ins of names in their places, wherever they stand as words, in capitals or small. A name that
 * contains another is found first; texts of one letter are no names.
 */
export function nameHider(known: readonly KnownName[]): HideNames {
  const byFirstWord = new Map<string, SoughtName[]>();
  for (const { name, standIn } of known) {
    const trimmed = name.trim();
    const [first] = trimmed.match(WORD) ?? [];
    if (first === undefined || trimmed.length < 2) continue;
    const same = byFirstWord.get(first.toLowerCase()) ?? [];
    byFirstWord.set(first.toLowerCase(), same);
    same.push({ name: trimmed, standIn, folded: trimmed.toLowerCase(), wordAt: trimmed.indexOf(first) });
  }
  for (const same of byFirstWord.values()) same.sort((a, b) => b.name.length - a.name.length);
  return (text) => replaceNames(text, byFirstWord);
}

/** The act without names: of whoever did it the stand-in, or `person` where nothing is known. */
export function actWithoutNames(act: Act, hide: HideNames): Act {
  const { actorId, actorName, subjectKey, reason, details } = act;
  const shown = hide(actorName);
  return {
    ...act,
    actorName: actorId !== null && shown === actorName ? 'person' : shown,
    subjectKey: hide(subjectKey),
    reason: reason === null ? null : hide(reason),
    details: hideInside(details, hide) as Act['details'],
  };
}

/** The same value, every text in it without names. */
export function hideInside(value: unknown, hide: HideNames): unknown {
  if (typeof value === 'string') return hide(value);
  if (Array.isArray(value)) return value.map((one) => hideInside(one, hide));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, hideInside(one, hide)]));
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const WORD_GOES_ON = /^[\p{L}\p{M}\p{N}]/u;

interface SoughtName extends KnownName {
  readonly folded: string;
  /** Where its first word begins. */
  readonly wordAt: number;
}

function replaceNames(text: string, known: ReadonlyMap<string, readonly SoughtName[]>): string {
  let [written, at] = ['', 0];
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const found = known.get(word.toLowerCase())?.find((one) => standsAt(text, index - one.wordAt, one));
    if (found === undefined || index - found.wordAt < at) continue;
    written += text.slice(at, index - found.wordAt) + found.standIn;
    at = index - found.wordAt + found.name.length;
  }
  return written + text.slice(at);
}

function standsAt(text: string, start: number, { name, folded }: SoughtName): boolean {
  if (start < 0 || text.slice(start, start + name.length).toLowerCase() !== folded) return false;
  return !WORD_GOES_ON.test(text.slice(start + name.length, start + name.length + 2));
}
