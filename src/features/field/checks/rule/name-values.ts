import { plainPath } from '../../reports/reading/plain-path.ts';
import type { NameValues } from './judge-rule.ts';
import type { NameSource, Rule, RuleName } from './term.ts';

/** The answers of a report by path, as they are stored. */
export type StoredAnswers = Readonly<Record<string, string | null>>;

/** What is known of a report when a rule judges it. */
export interface JudgedReport {
  readonly answers: StoredAnswers;
  readonly station: string | null;
  /** What the register says of its station, by `figureKey`. */
  readonly figures: ReadonlyMap<string, string>;
  /** Answers of the other reports of its station, where the rule reads them. */
  readonly others: readonly StoredAnswers[];
}

/** Names what a rule asks of the register. */
export function figureKey(source: Extract<NameSource, { kind: 'station' | 'official' }>): string {
  return source.kind === 'station' ? `station.${source.field}` : `official.${source.subject}`;
}

/** The values of the names of a rule: once, or with each of the other reports where the rule reads them. */
export function nameValues(rule: Rule, report: JudgedReport): NameValues[] {
  const readings = rule.readsOther ? report.others : [{}];
  return readings.map((other) => rule.names.map((name) => valuesOf(name, report, other)));
}

function valuesOf(name: RuleName, report: JudgedReport, other: StoredAnswers): readonly string[] {
  const { source } = name;
  if (source.kind === 'answer' || source.kind === 'other') {
    const answers = source.kind === 'answer' ? report.answers : other;
    return name.isMany ? copiesOf(answers, source.path, name.isRepeat) : [answers[source.path] ?? ''];
  }
  if (source.kind === 'station' && source.field === 'code') return [report.station ?? ''];
  return [report.figures.get(figureKey(source)) ?? ''];
}

/** Answers of all copies, in their order; of a repeat itself one for each copy. */
function copiesOf(answers: StoredAnswers, path: string, isRepeat: boolean): readonly string[] {
  if (!isRepeat) {
    const own = Object.entries(answers).filter(([key]) => plainPath(key) === path);
    return own.map(([, answer]) => answer ?? '');
  }
  const copies = new Set<string>();
  for (const key of Object.keys(answers)) {
    const copy = copyAt(key, path);
    if (copy !== null) copies.add(copy);
  }
  return [...copies];
}

/** The copy of a repeat that an answer lies in: `/data/visit[2]` of `/data/visit[2]/note`; null: in none. */
function copyAt(key: string, repeat: string): string | null {
  const steps = repeat.split('/').length;
  const copy = key.split('/').slice(0, steps).join('/');
  return plainPath(copy) === repeat && copy !== key ? copy : null;
}
