import { type Fault, fault } from '../../kernel/issue.ts';
import { lineOf, meetingOf, type Reference, repeatAround } from './binding/places.ts';
import { Rule } from './form-package.ts';
import type { ModelNode } from './model-nodes.ts';
import type { DraftRule } from './rules.ts';

/** What the rules that are computed determine, by their kind. */
const COMPUTED_PROPERTIES = ['calculate', 'relevant', 'jr:count'];
const COMPUTED = COMPUTED_PROPERTIES.length;
/** More circles help nobody; where each rule reads each other one there are as many as pairs of them. */
const MOST_CYCLES = 50;

/**
 * The rules in an order in which each comes after what it reads: values, relevance and numbers of copies first, then what is
 * asked for. Faults `form-cycle` name the rules that wait for one another.
 */
export function orderRules(rules: readonly DraftRule[]): {
  readonly rules: readonly DraftRule[];
  readonly faults: readonly Fault[];
} {
  const computed = rules.filter((rule) => rule.kind < COMPUTED);
  const others = rules.filter((rule) => rule.kind >= COMPUTED);
  const ordering = new Ordering(computed);
  const ordered = ordering.order();
  return { rules: [...ordered, ...others], faults: ordering.faults };
}

class Ordering {
  readonly faults: Fault[] = [];
  readonly #rules: readonly DraftRule[];
  readonly #byNode = new Map<ModelNode, DraftRule[]>();
  readonly #ordered: DraftRule[] = [];
  readonly #state = new Map<DraftRule, 'open' | 'done'>();

  constructor(rules: readonly DraftRule[]) {
    this.#rules = rules;
    for (const rule of rules) {
      const own = this.#byNode.get(rule.node);
      if (own === undefined) this.#byNode.set(rule.node, [rule]);
      else own.push(rule);
    }
  }

  order(): readonly DraftRule[] {
    for (const rule of this.#rules) this.#visit(rule);
    return this.#ordered;
  }

  /** Depth first with a stack of its own: chains of a thousand calculations are usual. */
  #visit(start: DraftRule): void {
    if (this.#state.has(start)) return;
    const stack = [{ rule: start, waiting: this.#before(start), at: 0 }];
    this.#state.set(start, 'open');
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.waiting[top.at];
      top.at += 1;
      if (next === undefined) {
        this.#state.set(top.rule, 'done');
        this.#ordered.push(top.rule);
        stack.pop();
      } else if (this.#state.get(next) === 'open') {
        if (this.faults.length >= MOST_CYCLES) continue;
        this.#noteCycle(
          stack.map((each) => each.rule),
          next,
        );
      } else if (!this.#state.has(next)) {
        this.#state.set(next, 'open');
        stack.push({ rule: next, waiting: this.#before(next), at: 0 });
      }
    }
  }

  /** The rules that must be computed before one. */
  #before(rule: DraftRule): readonly DraftRule[] {
    const before = rule.references
      .filter((each) => !isBetweenCopies(rule, each))
      .flatMap((each) => this.#determining(rule, each));
    // A hidden node is not calculated, and copies must be there before what is in them.
    const around = lineOf(rule.node).flatMap((node) => {
      const own = this.#byNode.get(node) ?? [];
      return own.filter(
        (each) =>
          each !== rule &&
          (each.kind === Rule.count
            ? node !== rule.node || rule.kind !== Rule.count
            : each.kind === Rule.relevant && rule.kind === Rule.calculate),
      );
    });
    return [...before, ...around];
  }

  /** The rules that determine how a node reads: its value, its copies, whether it is shown. */
  #determining(rule: DraftRule, reference: Reference): readonly DraftRule[] {
    if (reference.node === rule.node && rule.kind === Rule.calculate) return [];
    const line = lineOf(reference.node);
    return line.flatMap((node) => {
      const own = this.#byNode.get(node) ?? [];
      return own.filter((each) => each.kind === Rule.relevant || each.kind === Rule.count || node === reference.node);
    });
  }

  #noteCycle(open: readonly DraftRule[], again: DraftRule): void {
    const members = open.slice(open.indexOf(again));
    const paths = [...new Set(members.map((rule) => rule.node.path))];
    const property = COMPUTED_PROPERTIES[again.kind] ?? '';
    this.faults.push(fault('form-cycle', { path: again.node.path, property, paths: paths.join(', ') }));
  }
}

/** Copies of a repeat may read those before them: that is no cycle, though the rule is one and the same. */
function isBetweenCopies(rule: DraftRule, reference: Reference): boolean {
  if (!reference.isPicked) return false;
  const shared = repeatAround(meetingOf(rule.node, reference.node));
  return shared !== null;
}
