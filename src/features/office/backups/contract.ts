/** How it stands with the backups of the server, on the wire; times are ISO 8601 in UTC. */
export interface BackupsBody {
  /**
   * What is wrong: `none`, there is no backup though there is a mission; `failed`, the last attempt failed; `late`, a newer
   * one is overdue; null: nothing.
   */
  readonly fault:
    | { readonly kind: 'none' }
    | { readonly kind: 'failed'; readonly at: string; readonly reason: string }
    | { readonly kind: 'late'; readonly at: string }
    | null;
  /** The last one that was whole; null: there was none. */
  readonly good: {
    /** The moment of the server that it holds. */
    readonly holdsAt: string;
    readonly id: string;
    /** Files that reports name and that it did not find, or not as they were. */
    readonly missing: number;
    /** Objects of earlier backups that it found damaged, and wrote anew. */
    readonly mended: number;
  } | null;
}

/** Whether somebody should look after the backups. */
export function needsLook({ fault, good }: BackupsBody): boolean {
  return fault !== null || (good !== null && good.missing + good.mended > 0);
}
