import type { RecordNode } from './record-node.ts';

/** Rules that wait to be computed, each with the nodes it is to be computed for; given out in the order of the rules. */
export class Worklist {
  readonly #waiting: (Set<RecordNode> | undefined)[] = [];
  /** Nodes below all of which a rule waits already. */
  readonly #whole = new Map<number, Set<RecordNode>>();
  #lowest = Number.POSITIVE_INFINITY;

  add(rule: number, node: RecordNode): void {
    const nodes = this.#waiting[rule];
    if (nodes === undefined) this.#waiting[rule] = new Set([node]);
    else nodes.add(node);
    if (rule < this.#lowest) this.#lowest = rule;
  }

  /** Notes that a rule waits for all that it holds for below a node. @returns whether it did so before. */
  addWhole(rule: number, base: RecordNode): boolean {
    const bases = this.#whole.get(rule);
    if (bases?.has(base) === true) return true;
    if (bases === undefined) this.#whole.set(rule, new Set([base]));
    else bases.add(base);
    return false;
  }

  /** Takes out the first rule that waits, with its nodes. */
  take(): { readonly rule: number; readonly nodes: ReadonlySet<RecordNode> } | null {
    for (let rule = this.#lowest; rule < this.#waiting.length; rule += 1) {
      const nodes = this.#waiting[rule];
      if (nodes === undefined) continue;
      this.#waiting[rule] = undefined;
      this.#whole.delete(rule);
      this.#lowest = rule + 1;
      return { rule, nodes };
    }
    this.#waiting.length = 0;
    this.#whole.clear();
    this.#lowest = Number.POSITIVE_INFINITY;
    return null;
  }
}
