import { fault } from '../../../kernel/issue.ts';
import type { BodyControl, BodyGroup, BodyNode, BodyRepeat, ChoiceList, Form, Wording } from '../../form/form.ts';
import type { Reference } from '../binding/places.ts';
import { type PackedBody, type PackedChoices, type PackedWording, Rule } from '../form-package.ts';
import type { ModelNode } from '../model-nodes.ts';
import type { RuleBook } from '../rules.ts';
import { packItemset } from './pack-itemset.ts';
import type { Words } from './pack-words.ts';

/** Packs what is shown, and adds the rules of its texts, choices and numbers of copies. */
export class BodyPacker {
  readonly #book: RuleBook;
  readonly #words: Words;
  readonly #form: Form;

  constructor(form: Form, book: RuleBook, words: Words) {
    this.#form = form;
    this.#book = book;
    this.#words = words;
  }

  pack(nodes: readonly BodyNode[], around: ModelNode): readonly PackedBody[] {
    return nodes.flatMap((node): readonly PackedBody[] => {
      if (node.kind === 'group') return this.#group(node, around);
      return node.kind === 'repeat' ? this.#repeat(node) : this.#question(node);
    });
  }

  #group(group: BodyGroup, around: ModelNode): readonly PackedBody[] {
    const node = group.ref === null ? around : this.#nodeAt(group.ref, 'ref');
    if (node === null) return [];
    return [
      {
        kind: 'group',
        node: group.ref === null ? -1 : node.number,
        ...this.#shown(group, node),
        children: this.pack(group.children, node),
      },
    ];
  }

  #repeat(repeat: BodyRepeat): readonly PackedBody[] {
    const node = this.#nodeAt(repeat.nodeset, 'nodeset');
    if (node === null) return [];
    if (repeat.count !== null) {
      this.#book.addRule({ kind: Rule.count, node, written: repeat.count, property: 'jr:count' });
    }
    const isFixed = repeat.isFixed || repeat.count !== null;
    return [
      {
        kind: 'repeat',
        node: node.number,
        ...(isFixed ? { isFixed } : {}),
        ...this.#plain(repeat.appearance, repeat.attributes),
        children: this.pack(repeat.children, node),
      },
    ];
  }

  #question(control: BodyControl): readonly PackedBody[] {
    const node = this.#nodeAt(control.ref, 'ref');
    if (node === null) return [];
    const choices = control.choices === null ? null : this.#choices(control.choices, node);
    return [
      {
        kind: 'question',
        node: node.number,
        control: control.kind,
        ...this.#shown(control, node),
        ...(choices === null ? {} : { choices }),
      },
    ];
  }

  #choices(list: ChoiceList, node: ModelNode): PackedChoices | null {
    if (list.kind === 'itemset') return packItemset({ list, node, book: this.#book, form: this.#form });
    const references: Reference[] = [];
    const items = list.items.map((item): readonly [string, PackedWording] => {
      if (item.label === null) return [item.value, [item.value]];
      const bound = this.#words.wordingAt(item.label, node, 'label');
      references.push(...bound.references);
      return [item.value, bound.wording];
    });
    if (references.length > 0) {
      this.#book.rules.push({ kind: Rule.choices, node, expression: 0, references, readsTexts: false });
    }
    return { items };
  }

  #shown(
    shown: {
      readonly label: Wording | null;
      readonly hint: Wording | null;
      readonly appearance: string | null;
      readonly attributes: ReadonlyMap<string, string>;
    },
    node: ModelNode,
  ): Pick<PackedBody, 'label' | 'hint' | 'appearance' | 'attributes'> {
    const texts: { label?: PackedWording; hint?: PackedWording } = {};
    const references: Reference[] = [];
    for (const property of ['label', 'hint'] as const) {
      const wording = shown[property];
      if (wording === null) continue;
      const bound = this.#words.wordingAt(wording, node, property);
      texts[property] = bound.wording;
      references.push(...bound.references);
    }
    if (references.length > 0) {
      this.#book.rules.push({ kind: Rule.text, node, expression: 0, references, readsTexts: false });
    }
    return { ...texts, ...this.#plain(shown.appearance, shown.attributes) };
  }

  #plain(
    appearance: string | null,
    attributes: ReadonlyMap<string, string>,
  ): Pick<PackedBody, 'appearance' | 'attributes'> {
    return {
      ...(appearance === null || appearance === '' ? {} : { appearance }),
      ...(attributes.size === 0 ? {} : { attributes: Object.fromEntries(attributes) }),
    };
  }

  #nodeAt(path: string, property: string): ModelNode | null {
    const node = this.#book.form.model.byPath.get(path);
    if (node === undefined) this.#book.faults.push(fault('xpath-path', { found: path, path, property }));
    return node ?? null;
  }
}
