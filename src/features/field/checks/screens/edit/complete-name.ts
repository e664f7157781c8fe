import { foldText } from '../../../../../kernel/text.ts';

/** A name that a rule may use. */
export interface RuleName {
  /** As it stands in a rule: `${turnout}`, or the whole path of a question whose name others have, too. */
  readonly written: string;
  /** What it is called in words; empty where nothing is known. */
  readonly words: string;
}

/** Names that may be meant where somebody types, and what they would take the place of. */
export interface Completion {
  readonly from: number;
  readonly to: number;
  readonly names: readonly RuleName[];
}

const MOST_OFFERED = 8;

/** What may be meant at a place of a rule, where a name in `${}` is being typed; null: none is, or nothing fits. */
export function completeName(rule: string, caret: number, names: readonly RuleName[]): Completion | null {
  const from = rule.lastIndexOf('${', caret - 1);
  if (from < 0 || caret < from + 2) return null;
  const typed = rule.slice(from + 2, caret);
  if (/[}\s'"$]/.test(typed)) return null;
  const rest = /^[\w.\-:]*\}?/u.exec(rule.slice(caret))?.[0] ?? '';
  const wanted = foldText(typed);
  const begins = ({ written }: RuleName) => foldText(written.replace(/^\$\{/, '')).startsWith(wanted);
  const holds = ({ written, words }: RuleName) => foldText(`${written} ${words}`).includes(wanted);
  const found = [...names.filter(begins), ...names.filter((name) => !begins(name) && holds(name))];
  const isWhole = found.length === 1 && found[0]?.written === `\${${typed}}` && rest.endsWith('}');
  if (found.length === 0 || isWhole) return null;
  return { from, to: caret + rest.length, names: found.slice(0, MOST_OFFERED) };
}

/** Of what is known of a station, as rules name it. */
const STATION = ['registered', 'code', 'number', 'kind', 'region', 'district', 'constituency'] as const;

/** A question as its form asks it. */
export interface AskedName {
  readonly path: string;
  readonly words: string;
}

/** The names that a rule over these questions may use: its own, those of another report, what is known of the station. */
export function namesOf(
  own: readonly AskedName[],
  other: readonly AskedName[] | null,
  stationWords: (field: (typeof STATION)[number]) => string,
): readonly RuleName[] {
  const station = STATION.map((field) => ({ written: `\${station.${field}}`, words: stationWords(field) }));
  const others = (other ?? []).map(({ path, words }) => ({ written: `\${other.${lastOf(path)}}`, words }));
  return [...named(own), ...others, ...station];
}

function named(asked: readonly AskedName[]): readonly RuleName[] {
  const counts = new Map<string, number>();
  for (const { path } of asked) counts.set(lastOf(path), (counts.get(lastOf(path)) ?? 0) + 1);
  return asked.map(({ path, words }) => {
    return { written: counts.get(lastOf(path)) === 1 ? `\${${lastOf(path)}}` : path, words };
  });
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
