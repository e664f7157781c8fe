/** The rows of a page and where the next one begins; null: there is none. Asks for one row more than are shown. */
export async function pageOf<T extends { readonly id: string }>(
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
  find: (page: { readonly after: string | null; readonly limit: number }) => Promise<readonly T[]>,
): Promise<{ readonly shown: readonly T[]; readonly next: string | null }> {
  const found = await find({ after: after ?? null, limit: limit + 1 });
  const shown = found.slice(0, limit);
  return { shown, next: found.length > limit ? (shown.at(-1)?.id ?? null) : null };
}
