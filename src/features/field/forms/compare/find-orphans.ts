import type { FormExtras } from '../../../../xforms/xlsform/extras/read-extras.ts';
import { type DifferenceCode, differ, type FormDifference } from './difference.ts';

/** Checks, figures and obligations of the newer form that speak of a question or a choice which is no longer there. */
export function findOrphans(extras: FormExtras | null, differences: readonly FormDifference[]): FormDifference[] {
  if (extras === null) return [];
  const paths = new Set(
    differences.filter(({ code }) => /^(question|group|repeat)-removed$/.test(code)).flatMap((one) => one.paths),
  );
  const choices = differences.filter(({ code }) => code === 'choice-removed' || code === 'choice-value-changed');
  if (paths.size === 0 && choices.length === 0) return [];
  const gone = { paths, choices: choicesByPath(choices) };
  return [
    ...extras.checks.flatMap(({ name, condition }) => orphan('check-orphaned', name, findGone([condition], gone))),
    ...extras.figures.flatMap(({ name, numerator, denominator, filter, weight }) =>
      orphan('figure-orphaned', name, findGone([numerator, denominator, filter, weight], gone)),
    ),
    ...[...extras.obligations].flatMap(([path, names]) =>
      paths.has(path) ? names.map((name) => differ('obligation-orphaned', { name, paths: [path], before: path })) : [],
    ),
  ];
}

interface Gone {
  readonly paths: ReadonlySet<string>;
  /** Path of a question → values of its choices that are gone. */
  readonly choices: ReadonlyMap<string, ReadonlySet<string>>;
}

function choicesByPath(differences: readonly FormDifference[]): Map<string, Set<string>> {
  const byPath = new Map<string, Set<string>>();
  for (const { paths, name } of differences) {
    for (const path of paths) byPath.set(path, (byPath.get(path) ?? new Set()).add(name));
  }
  return byPath;
}

/** What expressions name that is gone: paths, and values in quotes where a question is named that had such a choice. */
function findGone(expressions: readonly (string | null)[], { paths, choices }: Gone): string[] {
  const text = expressions.filter((one) => one !== null).join(' ');
  const literals = [...text.matchAll(/'([^']*)'|"([^"]*)"/g)].map((match) => match[1] ?? match[2] ?? '');
  const named = [...text.replace(/'[^']*'|"[^"]*"/g, ' ').matchAll(/\/[^\s,()[\]=!<>+*|]+/g)].map(([path]) => path);
  const values = new Set(literals.flatMap((literal) => [literal, ...literal.split(/\s+/)]));
  const lost = named.flatMap((path) => [...(choices.get(path) ?? [])].filter((value) => values.has(value)));
  return [...new Set([...named.filter((path) => paths.has(path)), ...lost])];
}

function orphan(code: DifferenceCode, name: string, gone: readonly string[]): FormDifference[] {
  return gone.length === 0 ? [] : [differ(code, { name, before: gone.join(', ') })];
}
