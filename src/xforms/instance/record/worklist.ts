import type { RecordNode } from './record-node.ts';

/** Rules that wait to be computed, each with the nodes it is to be computed for; given out in the order of the rules. */
export class Worklist {
  readonly #waiting: (Set<RecordNode> | undefined)[] = [];
  #lowest = Number.POSITIVE_INFINITY;

  add(rule: number, node: RecordNode): void {
    const nodes = this.#waiting[rule];
    if (nodes === undefined) this.#waiting[rule] = new Set([node]);
    else nodes.add(node);
    if (rule < this.#lowest) this.#lowest = rule;
  }

  /** Takes out the first rule that waits, with its nodes. */
  take(): { readonly rule: number; readonly nodes: ReadonlySet<RecordNode> } | null {
    for (let rule = this.#lowest; rule < this.#waiting.length; rule += 1) {
      const nodes = this.#waiting[rule];
      if (nodes === undefined) continue;
      this.#waiting[rule] = undefined;
      this.#lowest = rule + 1;
      return { rule, nodes };
    }
    this.#waiting.length = 0;
    this.#lowest = Number.POSITIVE_INFINITY;
    return null;
  }
}
