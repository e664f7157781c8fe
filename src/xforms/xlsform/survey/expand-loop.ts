import type { Choice } from '../choices.ts';
import type { Cell } from '../tables/cell.ts';
import { addChild, type Element, makeElement } from '../tree/element.ts';

/**
 * Puts a group for each choice in place of what stands in a loop; `%(name)s` and `%(label)s` become those of the choice, but
 * not in groups within the loop, as in pyxform.
 */
export function expandLoop(loop: Element, choices: readonly Choice[]): void {
  const templates = loop.children.splice(0);
  for (const choice of choices.filter(({ name }) => name !== 'none')) {
    const group = makeElement({ kind: 'group', type: 'group', name: choice.name, row: loop.row, label: choice.label });
    for (const template of templates) addChild(group, copyFor(template, choice));
    addChild(loop, group);
  }
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
