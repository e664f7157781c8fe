/** Loads one thing for each of `keys` and gives them in order, while so many of the next are under way. */
export async function* readInOrder<K, T>(
  keys: readonly K[],
  ahead: number,
  load: (key: K) => Promise<T>,
): AsyncGenerator<T> {
  const underWay: Promise<T>[] = [];
  for (let next = 0; next < keys.length || underWay.length > 0; ) {
    for (; next < keys.length && underWay.length < ahead; next += 1) {
      const loading = load(keys[next] as K);
      // Whoever stops reading before does not care how the others end.
      loading.catch(() => {});
      underWay.push(loading);
    }
    const first = underWay.shift();
    if (first !== undefined) yield await first;
  }
}
