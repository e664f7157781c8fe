import type { Choice } from '../choices.ts';
import type { Cell } from '../tables/cell.ts';
import { addChild, type Element, makeElement, walk } from '../tree/element.ts';

/** Questions and groups that all loops of a form may grow to, and characters of their texts: room for the longest ballot. */
export const LOOP_LIMITS = { elements: 20_000, characters: 10_000_000 } as const;

/** What the loops of a form have grown to. */
export interface LoopGrowth {
  elements: number;
  characters: number;
}

/**
 * Puts a group for each choice in place of what stands in a loop; `%(name)s` and `%(label)s` become those of the choice, but
 * not in groups within the loop, as in pyxform. @returns whether the form has room for that; where not, the loop stays as it is.
 */
export function expandLoop(loop: Element, choices: readonly Choice[], growth: LoopGrowth): boolean {
  const taken = choices.filter(({ name }) => name !== 'none');
  growth.elements += taken.length * [...walk(loop)].length;
  if (growth.elements > LOOP_LIMITS.elements) return false;
  growth.characters += charactersIn(loop, taken);
  if (growth.characters > LOOP_LIMITS.characters) return false;
  const templates = loop.children.splice(0);
  for (const choice of taken) {
    const group = makeElement({ kind: 'group', type: 'group', name: choice.name, row: loop.row, label: choice.label });
    for (const template of templates) addChild(group, copyFor(template, choice));
    addChild(loop, group);
  }
  return true;
}

/** How many characters the texts of what stands in a loop have at most, once they are filled in for each choice. */
function charactersIn(loop: Element, choices: readonly Choice[]): number {
  const longest = choices.reduce(
    (most, { name, label }) => Math.max(most, name.length, ...textsIn(label).map((text) => text.length)),
    0,
  );
  let count = 0;
  for (const template of loop.children) {
    const cells = [template.name, template.label, template.hint, template.guidance, template.bind];
    for (const text of cells.flatMap(textsIn)) count += text.length + (text.split('%(').length - 1) * longest;
  }
  return count * choices.length;
}

function textsIn(cell: Cell | null): readonly string[] {
  if (cell === null) return [];
  return typeof cell === 'string' ? [cell] : [...cell.values()].flatMap(textsIn);
}

function copyFor(template: Element, choice: Choice): Element {
  const copy = makeElement({
    ...template,
    parent: null,
    children: [],
    name: fill(template.name, choice, null),
    label: fillCell(template.label, choice),
    hint: fillCell(template.hint, choice),
    guidance: fillCell(template.guidance, choice),
    bind:
      template.bind === null
        ? null
        : new Map([...template.bind].map(([name, cell]) => [name, fillCell(cell, choice) ?? ''])),
  });
  for (const child of template.children) addChild(copy, copyOf(child));
  return copy;
}

function copyOf(element: Element): Element {
  const copy = makeElement({ ...element, parent: null, children: [] });
  for (const child of element.children) addChild(copy, copyOf(child));
  return copy;
}

function fillCell(cell: Cell | null, choice: Choice): Cell | null {
  if (cell === null) return null;
  if (typeof cell === 'string') return fill(cell, choice, null);
  return new Map(
    [...cell].map(([language, inner]) => [language, typeof inner === 'string' ? fill(inner, choice, language) : inner]),
  );
}

function fill(text: string, { name, label }: Choice, language: string | null): string {
  const labelText = label instanceof Map ? (label.get(language ?? '') ?? [...label.values()][0]) : label;
  return text.replaceAll('%(name)s', name).replaceAll('%(label)s', typeof labelText === 'string' ? labelText : name);
}
