import type { Form } from '../../../../xforms/form/form.ts';
import type { FormExtras } from '../../../../xforms/xlsform/extras/read-extras.ts';
import { compareExtras } from './compare-extras.ts';
import { compareLists } from './compare-lists.ts';
import { compareNodes, compareOrder } from './compare-nodes.ts';
import { compareLanguages, pairLanguages } from './compare-texts.ts';
import { type DifferenceSeverity, differ, type FormDifference } from './difference.ts';
import { findOrphans } from './find-orphans.ts';
import { matchNodes } from './match-nodes.ts';
import { outlineOf } from './reading/outline.ts';
import { isSameValue } from './reading/same-value.ts';

/** A form with what our own sheets say of it; a `ConvertedForm` is one. `extras` null: the form has no such sheets. */
export interface FormEdition {
  readonly form: Form;
  readonly extras: FormExtras | null;
}

/** In what two editions of a form differ. */
export interface FormDifferences {
  /** The form itself first, then questions in the order of the older form, new ones, choices, checks and figures. */
  readonly differences: readonly FormDifference[];
  readonly counts: Readonly<Record<DifferenceSeverity, number>>;
}

/**
 * Lists, question by question, in what two editions of a form differ and what that does to data that exist. Nothing is listed
 * only where both are alike in all their parts. Linear in the size of the forms, choices included.
 */
export function compareForms(before: FormEdition, after: FormEdition): FormDifferences {
  const found = findDifferences(before, after);
  const other = found.length === 0 && !isAlike(before, after) ? [differ('other-changed')] : [];
  const all = [...found, ...other];
  const isAgain = all.length > 0 && before.form.version === after.form.version;
  const version = { before: before.form.version, after: after.form.version };
  const differences = isAgain ? [differ('version-same', version), ...all] : all;
  const counts = { breaks: 0, changes: 0, adds: 0 };
  for (const { severity } of differences) counts[severity] += 1;
  return { differences, counts };
}

function findDifferences(before: FormEdition, after: FormEdition): FormDifference[] {
  const forms = { before: before.form, after: after.form };
  const languages = pairLanguages(forms.before, forms.after);
  const present = outlineOf(forms.after);
  const matched = matchNodes(outlineOf(forms.before), present);
  const found = [
    ...compareHeads(forms.before, forms.after),
    ...compareLanguages(forms.before, forms.after),
    ...compareNodes(matched, languages),
    ...compareOrder(matched.pairs, present),
    ...compareLists(forms, matched.pairs, languages),
  ];
  return [...found, ...compareExtras(before.extras, after.extras, matched.pairs), ...findOrphans(after.extras, found)];
}

function compareHeads(before: Form, after: Form): FormDifference[] {
  return [
    ...(before.id === after.id ? [] : [differ('form-id-changed', { before: before.id, after: after.id })]),
    ...(before.title === after.title ? [] : [differ('title-changed', { before: before.title, after: after.title })]),
  ];
}

/** Whether all but the version is the same, also what is not listed by itself: order, style, files, submission. */
function isAlike(before: FormEdition, after: FormEdition): boolean {
  const [one, other] = [before, after].map(({ form, extras }) => {
    const attributes = new Map([...form.root.attributes].filter(([name]) => name !== 'version'));
    return { ...form, version: null, root: { ...form.root, attributes }, extras };
  });
  return isSameValue(one, other);
}
