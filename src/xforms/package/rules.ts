import { type Fault, fault } from '../../kernel/issue.ts';
import type { Bind, Form } from '../form/form.ts';
import type { Ast } from '../xpath/ast.ts';
import { parseXPath } from '../xpath/parse/parser.ts';
import { Binder } from './binding/binder.ts';
import type { Bindings } from './binding/binding.ts';
import { MOST_READINGS, type Reference, readingsOf } from './binding/places.ts';
import { Rule } from './form-package.ts';
import type { ModelNode } from './model-nodes.ts';

/** A rule before its place in the order is known. */
export interface DraftRule {
  readonly kind: number;
  readonly node: ModelNode;
  readonly expression: Ast;
  readonly references: readonly Reference[];
  readonly readsTexts: boolean;
}

/** Where an expression stands in the form, for messages. */
export interface Source {
  /** Path of the node that it belongs to. */
  readonly path: string;
  /** `relevant`, `calculate`, `label`, … */
  readonly property: string;
}

const PROPERTIES = [
  ['calculate', Rule.calculate],
  ['relevant', Rule.relevant],
  ['required', Rule.required],
  ['readonly', Rule.readonly],
  ['constraint', Rule.constraint],
] as const;

/** Gathers the rules of a form and what is wrong with them. */
export class RuleBook {
  readonly rules: DraftRule[] = [];
  readonly faults: Fault[] = [];
  readonly form: Bindings;
  #readings = 0;

  constructor(form: Bindings) {
    this.form = form;
  }

  /** Adds the rules of the binds. */
  addBinds(form: Form): void {
    for (const bind of form.binds) {
      const node = this.form.model.byPath.get(bind.nodeset);
      if (node === undefined)
        this.faults.push(fault('xpath-path', { found: bind.nodeset, path: bind.nodeset, property: 'nodeset' }));
      else this.#addBind(bind, node);
    }
  }

  #addBind(bind: Bind, node: ModelNode): void {
    for (const [property, kind] of PROPERTIES) {
      const written = bind[property];
      if (written === null || isUsual(kind, written)) continue;
      this.addRule({ kind, node, written, property });
    }
  }

  addRule(rule: {
    readonly kind: number;
    readonly node: ModelNode;
    readonly written: string;
    readonly property: string;
  }): void {
    const binder = this.bind(rule.written, rule.node, { path: rule.node.path, property: rule.property });
    if (binder === null) return;
    this.rules.push({ kind: rule.kind, node: rule.node, ...binder });
  }

  /** Parses and binds an expression; null, with faults noted, where it cannot be. */
  bind(
    written: string,
    node: ModelNode,
    source: Source,
  ): { readonly expression: Ast; readonly references: readonly Reference[]; readonly readsTexts: boolean } | null {
    const parsed = parseXPath(written);
    if (!parsed.ok) {
      this.note([parsed.error], source, written);
      return null;
    }
    if (this.#readings > MOST_READINGS) return null;
    const binder = new Binder(this.form, node);
    const expression = binder.bind(parsed.value);
    this.note(binder.faults, source, written);
    for (const reference of binder.references) this.#readings += readingsOf(reference);
    if (this.#readings > MOST_READINGS) {
      this.note([fault('xpath-wide', { most: MOST_READINGS })], source, written);
      return null;
    }
    return { expression, references: binder.references, readsTexts: binder.readsTexts };
  }

  /** Takes down faults with the place where they were found. */
  note(faults: readonly Fault[], source: Source, expression: string): void {
    for (const each of faults) {
      this.faults.push({ code: each.code, parameters: { ...each.parameters, ...source, expression } });
    }
  }
}

/** Rules that say what holds anyhow. */
function isUsual(kind: number, written: string): boolean {
  const text = written.replace(/\s/g, '');
  return kind === Rule.relevant || kind === Rule.constraint
    ? text === 'true()'
    : kind !== Rule.calculate && text === 'false()';
}
