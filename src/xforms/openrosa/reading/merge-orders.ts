/** One order in which every sequence keeps its own, as far as they agree; where they do not, names stand as first met. */
export function mergeOrders(sequences: Iterable<readonly string[]>): readonly string[] {
  const after = new Map<string, Set<string>>();
  for (const sequence of sequences) {
    for (const [at, name] of sequence.entries()) {
      const next = sequence[at + 1];
      const known = after.get(name) ?? new Set();
      if (next !== undefined) known.add(next);
      after.set(name, known);
    }
  }
  const before = new Map<string, number>([...after.keys()].map((name) => [name, 0]));
  for (const names of after.values()) for (const name of names) before.set(name, (before.get(name) ?? 0) + 1);
  const order = [...before].filter(([, count]) => count === 0).map(([name]) => name);
  for (const name of order) {
    for (const next of after.get(name) ?? []) {
      const count = (before.get(next) ?? 0) - 1;
      before.set(next, count);
      if (count === 0) order.push(next);
    }
  }
  return order.length === after.size ? order : [...after.keys()];
}
