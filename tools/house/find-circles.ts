/**
 * The circles in a graph of imports: each a group of files of which every one reaches every other. Tarjan's algorithm.
 *
 * @param graph file → the files that it imports.
 */
export function findCircles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): number => {
    const own = order.size;
    order.set(file, own);
    open.push(file);
    let low = own;
    for (const next of graph.get(file) ?? []) {
      if (!order.has(next)) low = Math.min(low, visit(next));
      else if (open.includes(next)) low = Math.min(low, order.get(next) ?? low);
    }
    lowest.set(file, low);
    if (low === own) close(file);
    return low;
  };
  const close = (file: string) => {
    const group = open.splice(open.indexOf(file));
    const isLoop = graph.get(file)?.includes(file) === true;
    if (group.length > 1 || isLoop) circles.push(group.sort());
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return circles;
}
