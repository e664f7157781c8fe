import { type Element, isReferable, pathOf, walk } from './element.ts';
import { type Reference, replaceReferences } from './names.ts';

/** How a reference is to be written. */
export interface ResolveOptions {
  /** Begin relative paths with `current()`, as inside of a filter. */
  readonly usesCurrent?: boolean;
  /** Lead to the repeat from outside of it, so that a filter can follow. */
  readonly fromParent?: boolean;
}

/**
 * Puts paths in place of `${name}`: relative ones where both ends share a repeat, so that each copy means its own, else
 * absolute ones; with `instance('__last-saved')` before them for `${last-saved#name}`.
 */
export class ReferenceResolver {
  private readonly byName = new Map<string, Element | null>();

  constructor(form: Element) {
    for (const element of walk(form)) {
      if (!isReferable(element)) continue;
      this.byName.set(element.name, this.byName.has(element.name) ? null : element);
    }
  }

  /** The element of a name; null where there is none, or several. */
  find(name: string): Element | null {
    return this.byName.get(name) ?? null;
  }

  /** A text with paths in place of its references; `context` null: absolute ones. */
  resolve(text: string, context: Element | null, options: ResolveOptions = {}): string {
    return replaceReferences(text, (reference) => this.pathFor(text, reference, { context, ...options }));
  }

  /** The path in place of one reference of a text, with the spaces that keep it apart. */
  pathFor(
    text: string,
    reference: Reference,
    { context, usesCurrent = false, fromParent = false }: ResolveOptions & { readonly context: Element | null },
  ): string {
    const target = this.find(reference.name);
    if (target === null) return ` ${reference.name} `;
    if (context !== null && !reference.isLastSaved && isRelativeWanted(text, reference)) {
      const isInFilter = usesCurrent || isInInstanceFilter(text, reference);
      const relative = relativePath(target, context, fromParent);
      if (relative !== null) return `${isInFilter ? ' current()/' : ' '}${relative} `;
    }
    const start = reference.isLastSaved ? "instance('__last-saved')" : '';
    return ` ${start}${pathOf(target)} `;
  }
}

/** The name of the instance that holds the record that was saved last. */
export const LAST_SAVED = '__last-saved';

function* ancestors(element: Element): Generator<Element> {
  for (let above = element.parent; above !== null; above = above.parent) yield above;
}

function relativePath(target: Element, source: Element, fromParent: boolean): string | null {
  const common = commonAncestor(source, target, ['repeat']);
  if (common === null) return null;
  const outside = fromParent ? pathFromParent(target, source, common) : null;
  const nearest = outside ?? pathFromNearest(target, source);
  return nearest.steps === 0 ? null : `${Array.from({ length: nearest.steps }, () => '..').join('/')}${nearest.path}`;
}

interface Steps {
  readonly steps: number;
  readonly path: string;
}

function pathFromNearest(target: Element, source: Element): Steps {
  const nearest = commonAncestor(source, target, ['group', 'repeat']);
  if (nearest === null) return { steps: 0, path: '' };
  return { steps: stepsUp(source, nearest), path: pathBelow(target, nearest) };
}

/** From outside of the shared repeat, where the target stands in no repeat of its own and the source, or nothing, does. */
function pathFromParent(target: Element, source: Element, common: Element): Steps | null {
  const ownRepeat = (element: Element) => [...ancestors(element)].find(({ kind }) => kind === 'repeat') ?? null;
  const isOuter = ownRepeat(common) === null;
  if (common !== ownRepeat(target) || !(isOuter || ownRepeat(source) !== common)) return null;
  return { steps: stepsUp(source, common) + 1, path: pathBelow(target, common.parent) };
}

function commonAncestor(source: Element, target: Element, kinds: readonly Element['kind'][]): Element | null {
  const above = new Set(ancestors(target));
  return [...ancestors(source)].find((one) => kinds.includes(one.kind) && above.has(one)) ?? null;
}

function stepsUp(source: Element, top: Element): number {
  return [...ancestors(source)].indexOf(top) + 1;
}

function pathBelow(target: Element, top: Element | null): string {
  const path = pathOf(target);
  return top === null ? path : path.slice(pathOf(top).length);
}

/** Whether a reference stands in brackets behind `instance(…)`, where paths begin at the item. */
function isInInstanceFilter(text: string, { start, end }: Reference): boolean {
  if (!/instance\([^)]+.+/s.test(text)) return false;
  return [...text.matchAll(/\[([^\]]+)\]/g)].some(
    (filter) => start >= filter.index && end <= filter.index + filter[0].length,
  );
}

/** In `indexed-repeat(node, repeat, index, …)` nodes and repeats are absolute; indexes, and all outside of it, are not. */
function isRelativeWanted(text: string, { name, start, end }: Reference): boolean {
  const calls = [...text.matchAll(/indexed-repeat\([^)]+\)/g)];
  const around = calls.find((call) => end > call.index && start < call.index + call[0].length);
  if (around === undefined) return true;
  const inside = /\b[^()]+\((.*)\)$/s.exec(around[0])?.[1] ?? '';
  const at = inside.split(',').findLastIndex((argument) => argument.includes(`\${${name}}`));
  return at >= 0 && ![0, 1, 3, 5].includes(at);
}
