import type { FormCheck, FormExtras, FormFigure, Texts } from '../../../../xforms/xlsform/extras/read-extras.ts';
import { type DifferenceCode, differ, type FormDifference } from './difference.ts';
import { moveExtras, movesOf } from './follow-moves.ts';
import type { NodePair } from './match-nodes.ts';

const NO_EXTRAS: FormExtras = { checks: [], figures: [], obligations: new Map(), classes: new Map() };

/** What became of checks, figures, obligations and classes of answers; a form without any has none. */
export function compareExtras(
  older: FormExtras | null,
  newer: FormExtras | null,
  pairs: readonly NodePair[],
): FormDifference[] {
  const before = moveExtras(older ?? NO_EXTRAS, movesOf(pairs));
  const after = newer ?? NO_EXTRAS;
  return [
    ...compareNamed('check', before.checks.map(showCheck), after.checks.map(showCheck)),
    ...compareNamed('figure', before.figures.map(showFigure), after.figures.map(showFigure)),
    ...compareObligations(before, after),
    ...pairs.flatMap(({ after: { path, name } }) => {
      const classes = { before: before.classes.get(path) ?? null, after: after.classes.get(path) ?? null };
      return classes.before === classes.after ? [] : [differ('class-changed', { paths: [path], name, ...classes })];
    }),
  ];
}

/** A check or figure: its name and each part that can differ, in words. */
interface Named {
  readonly name: string;
  readonly parts: ReadonlyMap<string, string>;
}

function showCheck({ name, message, scope, condition, severity }: FormCheck): Named {
  return { name, parts: partsOf({ scope, condition, severity }, 'message', message) };
}

function showFigure({ name, label, kind, numerator, denominator, filter, weight, floor }: FormFigure): Named {
  const rules = { kind, numerator, denominator, filter, weight, floor: floor === null ? null : String(floor) };
  return { name, parts: partsOf(rules, 'label', label) };
}

function partsOf(rules: Readonly<Record<string, string | null>>, column: string, texts: Texts): Map<string, string> {
  const parts = new Map<string, string>();
  for (const [rule, value] of Object.entries(rules)) if (value !== null) parts.set(rule, value);
  for (const [language, text] of Object.entries(texts)) parts.set(`${column}::${language}`, text);
  return parts;
}

function compareNamed(kind: 'check' | 'figure', before: readonly Named[], after: readonly Named[]): FormDifference[] {
  const present = new Map(after.map((one) => [one.name, one]));
  const former = new Set(before.map(({ name }) => name));
  const found = before.flatMap((one) => {
    const other = present.get(one.name);
    if (other === undefined) return [differ(`${kind}-removed`, { name: one.name, before: mainPart(one) })];
    return compareParts(kind, one, other);
  });
  const added = after.filter(({ name }) => !former.has(name));
  return [...found, ...added.map((one) => differ(`${kind}-added`, { name: one.name, after: mainPart(one) }))];
}

function mainPart({ parts }: Named): string {
  return parts.get('condition') ?? parts.get('numerator') ?? '';
}

function compareParts(kind: 'check' | 'figure', before: Named, after: Named): FormDifference[] {
  const names = [...new Set([...before.parts.keys(), ...after.parts.keys()])];
  return names
    .filter((name) => before.parts.get(name) !== after.parts.get(name))
    .map((name) => {
      const [column = name, language] = name.split('::');
      const show = ({ parts }: Named) => (parts.has(name) ? `${column}: ${parts.get(name) ?? ''}` : null);
      return differ(`${kind}-changed`, {
        name: after.name,
        language: language ?? null,
        before: show(before),
        after: show(after),
      });
    });
}

function compareObligations({ obligations: before }: FormExtras, { obligations: after }: FormExtras): FormDifference[] {
  const missingIn = (others: FormExtras['obligations'], path: string, obligation: string) =>
    !(others.get(path) ?? []).includes(obligation);
  const list = (code: DifferenceCode, own: FormExtras['obligations'], other: FormExtras['obligations']) =>
    [...own].flatMap(([path, obligations]) =>
      obligations
        .filter((obligation) => missingIn(other, path, obligation))
        .map((name) => differ(code, { name, paths: [path] })),
    );
  return [...list('obligation-removed', before, after), ...list('obligation-added', after, before)];
}
