import { type FormCore, type PackedValues, Rule } from '../../package/form-package.ts';
import type { XPathEvaluator } from '../../xpath/evaluate.ts';
import type { Scope, World } from '../../xpath/scope.ts';
import { SharedValues } from '../../xpath/shared-values.ts';
import { toNumber } from '../../xpath/values/value.ts';
import { calculatedText } from './calculated-text.ts';
import type { Definition } from './definition.ts';
import { eachBelow, type Growth, MOST_NODES, nodesBelow, RecordNode } from './record-node.ts';
import { Worklist } from './worklist.ts';

/** More computations than any form needs: rules between copies that never come to rest are stopped here. */
const MOST_COMPUTATIONS = 200_000;
/** More copies than anybody fills in: a count beyond is a mistake of typing. */
export const MOST_COPIES = 10_000;

/** A number of copies that was not made as asked for: `form-copies` beyond `MOST_COPIES`, `form-nodes` beyond `MOST_NODES`. */
export interface Overflow {
  readonly code: 'form-copies' | 'form-nodes';
  readonly repeat: Definition;
  readonly found: number;
  readonly most: number;
}

/** What a change has touched. */
export interface Touched {
  readonly states: Set<RecordNode>;
  readonly choices: Set<RecordNode>;
  /** Parents whose copies of a repeat came or went. */
  readonly parents: Set<RecordNode>;
  /** Nodes whose value changed, for those that wait for `xforms-value-changed`. */
  readonly values: Set<RecordNode>;
  /** Copies that were added by a count. */
  readonly grown: Set<RecordNode>;
  /** Rules for states and choices, with the nodes below all of which they are touched already. */
  readonly whole: Map<number, Set<RecordNode>>;
}

/** The parts that a recalculation works with. */
export interface RecalculationParts {
  readonly core: FormCore;
  readonly definitions: readonly Definition[];
  readonly root: RecordNode;
  readonly growth: Growth;
  readonly evaluator: XPathEvaluator;
  readonly world: World;
}

/** Keeps values, relevance and numbers of copies as the rules say, computing only what a change can have touched. */
export class Recalculation {
  readonly parts: RecalculationParts;
  touched: Touched = nothingTouched();
  /** The first number of copies that was too large. */
  overflow: Overflow | null = null;
  readonly #worklist = new Worklist();
  /** While the form opens: the rule up to which everything has been computed. */
  #openingAt = -1;
  #isOpening = false;
  /** The rule that is being computed for one node after the other, and what these share. */
  #computing = -1;
  readonly #shared = new SharedValues();

  constructor(parts: RecalculationParts) {
    this.parts = parts;
  }

  /** Computes every rule once, in their order; with `isStrict` no further than to a number of copies that is too large. */
  open(isStrict: boolean): void {
    this.#isOpening = true;
    const { rules } = this.parts.core;
    for (const [number, [kind]] of rules.entries()) {
      if (kind >= Rule.required || (isStrict && this.overflow !== null)) break;
      this.#openingAt = number;
      this.#computeAll(number, this.#holders(number, this.parts.root));
    }
    this.#isOpening = false;
    this.run();
  }

  /** Computes what waits, and what that makes wait. */
  run(): void {
    let left = MOST_COMPUTATIONS;
    for (let next = this.#worklist.take(); next !== null && left > 0; next = this.#worklist.take()) {
      this.#computeAll(next.rule, next.nodes);
      left -= next.nodes.size;
    }
  }

  /** Computes a rule for many nodes: what they have in common is computed once, and anew where they change what the rule reads. */
  #computeAll(rule: number, nodes: Iterable<RecordNode>): void {
    this.#computing = rule;
    this.#shared.forget();
    for (const node of nodes) this.#compute(rule, node);
    this.#shared.forget();
    this.#computing = -1;
  }

  /** Sets a value, whoever may do so, and lets what reads it wait. */
  setValue(node: RecordNode, value: string): void {
    if (node.value === value) return;
    node.value = value;
    this.touched.states.add(node);
    this.touched.values.add(node);
    this.readersWait(node);
  }

  /** Lets what reads a node wait. */
  readersWait(node: RecordNode): void {
    const pairs = this.parts.core.dependents[node.definition.number] ?? [];
    for (let at = 0; at < pairs.length; at += 2) {
      const base = this.#scopeOf(node, pairs[at + 1] ?? -1);
      const rule = pairs[at] ?? 0;
      if (rule === this.#computing) this.#shared.forget();
      this.#allWait(rule, base);
    }
  }

  #allWait(rule: number, base: RecordNode): void {
    if (this.#kindOf(rule) < Rule.required) {
      // Rules that the opening has not come to are computed anyway.
      if (this.#isOpening && rule > this.#openingAt) return;
      if (this.#worklist.addWhole(rule, base)) return;
    } else if (isNoted(this.touched.whole, rule, base)) return;
    for (const holder of this.#holders(rule, base)) this.#wait(rule, holder);
  }

  /** Lets rules wait wherever they hold. */
  rulesWait(rules: readonly number[]): void {
    for (const rule of rules) {
      for (const holder of this.#holders(rule, this.parts.root)) this.#wait(rule, holder);
    }
  }

  /** Adds a copy at the end; null, with nothing changed, where the record has no room for it. */
  addCopy(parent: RecordNode, repeat: Definition, values: PackedValues): RecordNode | null {
    if (!this.parts.growth.hasRoom(repeat, values)) return null;
    const copy = this.parts.growth.grow(repeat, parent, values);
    parent.copiesOf(repeat).push(copy);
    this.touched.parents.add(parent);
    eachBelow(copy, (node) => {
      for (const rule of node.definition.rules) {
        if (rule !== undefined && this.#kindOf(rule) !== Rule.count) this.#wait(rule, node);
      }
      for (const child of node.definition.children) {
        const count = child.rules[Rule.count];
        if (count !== undefined) this.#wait(count, node);
      }
    });
    this.readersWait(copy);
    return copy;
  }

  removeCopy(copy: RecordNode): void {
    const siblings = copy.parent?.copiesOf(copy.definition) ?? [];
    const at = siblings.lastIndexOf(copy);
    if (at < 0 || copy.parent === null) return;
    this.touched.parents.add(copy.parent);
    this.readersWait(copy);
    siblings.splice(at, 1);
    this.parts.growth.shed(copy);
    for (const later of siblings.slice(at)) this.touched.states.add(later);
  }

  #kindOf(rule: number): number {
    return this.parts.core.rules[rule]?.[0] ?? Rule.calculate;
  }

  /** The nodes that a rule holds for below a node; for a number of copies the nodes that the copies stand in. */
  #holders(rule: number, base: RecordNode): readonly RecordNode[] {
    const definition = this.parts.definitions[this.parts.core.rules[rule]?.[1] ?? -1];
    if (definition === undefined) return [];
    const isCount = this.#kindOf(rule) === Rule.count;
    return nodesBelow(base, isCount ? (definition.parent ?? definition) : definition);
  }

  #scopeOf(node: RecordNode, scope: number): RecordNode {
    if (scope < 0) return this.parts.root;
    let at: RecordNode | null = node;
    while (at !== null && at.definition.number !== scope) at = at.parent;
    return at ?? this.parts.root;
  }

  #wait(rule: number, node: RecordNode): void {
    const kind = this.#kindOf(rule);
    if (kind === Rule.choices) this.touched.choices.add(node);
    else if (kind >= Rule.required) this.touched.states.add(node);
    else if (!this.#isOpening || rule <= this.#openingAt) this.#worklist.add(rule, node);
  }

  #compute(rule: number, node: RecordNode): void {
    const [kind, , expression] = this.parts.core.rules[rule] ?? [Rule.calculate, 0, ''];
    const { evaluator } = this.parts;
    const scope = { ...this.scopeAt(node), shared: this.#shared };
    if (kind === Rule.count) {
      this.#setCount(node, this.parts.definitions[this.parts.core.rules[rule]?.[1] ?? -1], expression);
      return;
    }
    if (kind === Rule.calculate) {
      if (node.isHidden) return;
      this.setValue(node, calculatedText(evaluator.value(expression, scope), node.definition.type));
      return;
    }
    node.isRelevant = evaluator.boolean(expression, scope);
    this.#updateHidden(node);
  }

  scopeAt(node: RecordNode): Scope {
    return { world: this.parts.world, current: node, node, position: 1, size: 1 };
  }

  #updateHidden(node: RecordNode): void {
    const isHidden = !node.isRelevant || (node.parent?.isHidden ?? false);
    if (node.isHidden === isHidden) return;
    node.isHidden = isHidden;
    this.touched.states.add(node);
    this.readersWait(node);
    const calculate = node.definition.rules[Rule.calculate];
    if (calculate !== undefined && !isHidden) this.#wait(calculate, node);
    if (node.definition.rules[Rule.choices] !== undefined) this.touched.choices.add(node);
    for (const slot of node.slots) {
      if (Array.isArray(slot)) for (const copy of slot) this.#updateHidden(copy);
      else this.#updateHidden(slot);
    }
  }

  #setCount(parent: RecordNode, repeat: Definition | undefined, expression: FormCore['rules'][number][2]): void {
    if (repeat === undefined) return;
    const place = new RecordNode(repeat, parent, -1);
    const number = toNumber(this.parts.evaluator.value(expression, this.scopeAt(place)));
    const wanted = Math.max(0, Math.trunc(number) || 0);
    const copies = parent.copiesOf(repeat);
    while (copies.length > wanted) this.removeCopy(copies[copies.length - 1] as RecordNode);
    while (copies.length < wanted) {
      const copy =
        copies.length < MOST_COPIES ? this.addCopy(parent, repeat, repeat.packed.template ?? {}) : 'too many';
      if (copy instanceof RecordNode) this.touched.grown.add(copy);
      else {
        const bound =
          copy === null
            ? ({ code: 'form-nodes', most: MOST_NODES } as const)
            : ({ code: 'form-copies', most: MOST_COPIES } as const);
        this.overflow ??= { ...bound, repeat, found: wanted };
        return;
      }
    }
  }
}

/** Nothing touched yet. */
export function nothingTouched(): Touched {
  return {
    states: new Set(),
    choices: new Set(),
    parents: new Set(),
    values: new Set(),
    grown: new Set(),
    whole: new Map(),
  };
}

/** Notes a node for a rule. @returns whether it was noted before. */
function isNoted(noted: Map<number, Set<RecordNode>>, rule: number, node: RecordNode): boolean {
  const nodes = noted.get(rule);
  if (nodes?.has(node) === true) return true;
  if (nodes === undefined) noted.set(rule, new Set([node]));
  else nodes.add(node);
  return false;
}
