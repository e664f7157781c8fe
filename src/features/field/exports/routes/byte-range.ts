/** Which bytes of a file are wanted: all, some (both ends included), or some that it has not. */
export type WantedBytes =
  | { readonly kind: 'all' }
  | { readonly kind: 'some'; readonly first: number; readonly last: number }
  | { readonly kind: 'none' };

/**
 * What a `range` header asks of a file of so many bytes (RFC 9110, 14.2). One range is given; of several, and of what is not
 * understood, all: whoever asks has to expect that. `condition` is the header `if-range`, which holds for `tag` alone.
 */
export function wantedBytes(
  header: string | null,
  bytes: number,
  given: { readonly condition: string | null; readonly tag: string },
): WantedBytes {
  const match = header === null ? null : /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  const [, from = '', to = ''] = match ?? [];
  if (match === null || from + to === '') return { kind: 'all' };
  // The file is another one by now: the part that is there already is of no use.
  if (given.condition !== null && given.condition !== given.tag) return { kind: 'all' };
  const first = from === '' ? Math.max(0, bytes - Number(to)) : Number(from);
  const last = from === '' || to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1);
  if (from === '' && Number(to) === 0) return { kind: 'none' };
  if (from !== '' && to !== '' && Number(to) < first) return { kind: 'all' };
  return first < bytes ? { kind: 'some', first, last } : { kind: 'none' };
}
