import { type Fault, fault } from '../../kernel/issue.ts';
import type { Bind } from '../form/form.ts';

/** Kinds of values that a record begins with, and their parameters; null: any name. */
const PRELOADS: Readonly<Record<string, readonly string[] | null>> = {
  uid: [''],
  timestamp: ['start', 'end'],
  date: ['', 'today'],
  property: null,
};
const WANTED = 'uid, timestamp start, timestamp end, date today, property';

/**
 * Preloads that the specification does not have (ODK XForms, Preload Attributes), such as those of patients, which only programs of
 * hospitals can fill: nobody would notice that they stay empty.
 */
export function preloadFaults(binds: readonly Bind[]): readonly Fault[] {
  return binds.flatMap(({ nodeset, preload, preloadParams }) => {
    if (preload === null || isKnown(preload, preloadParams ?? '')) return [];
    const found = `${preload} ${preloadParams ?? ''}`.trim();
    return [fault('form-preload', { path: nodeset, property: 'preload', found, wanted: WANTED })];
  });
}

function isKnown(preload: string, parameters: string): boolean {
  const known = Object.hasOwn(PRELOADS, preload) ? PRELOADS[preload] : [];
  return known === null || known?.includes(parameters) === true;
}
