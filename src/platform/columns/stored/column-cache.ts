import type { Column } from '../column/column.ts';
import type { StoredChunk } from './keep-columns.ts';

interface Kept {
  readonly revision: number;
  /** Null: no row of the chunk has a value there. */
  readonly column: Column | null;
  readonly bytes: number;
}

/** What an entry costs beside its column. */
const ENTRY_BYTES = 200;

/** Columns of chunks in memory, those that were needed last. */
export class ColumnCache {
  private readonly kept = new Map<string, Kept>();
  private readonly mostBytes: number;
  private bytes = 0;

  constructor(mostBytes: number) {
    this.mostBytes = mostBytes;
  }

  /** The column of the chunk as it is now; null: it has no values; undefined: it is not in memory. */
  find(missionId: string, { chunk, revision }: StoredChunk, key: string): Column | null | undefined {
    const name = nameOf(missionId, chunk, key);
    const found = this.kept.get(name);
    if (found === undefined || found.revision !== revision) return undefined;
    this.kept.delete(name);
    this.kept.set(name, found);
    return found.column;
  }

  /** Keeps a column. */
  keep(
    missionId: string,
    { chunk, revision }: StoredChunk,
    { key, column }: { readonly key: string; readonly column: Column | null },
  ): void {
    const name = nameOf(missionId, chunk, key);
    this.bytes -= this.kept.get(name)?.bytes ?? 0;
    this.kept.delete(name);
    const bytes = ENTRY_BYTES + (column?.bytes ?? 0);
    this.kept.set(name, { revision, column, bytes });
    this.bytes += bytes;
  }

  /** Lets go of what is too much; a question that is being answered keeps what it has. */
  trim(): void {
    for (const [name, { bytes }] of this.kept) {
      if (this.bytes <= this.mostBytes) return;
      this.kept.delete(name);
      this.bytes -= bytes;
    }
  }
}

function nameOf(missionId: string, chunk: number, key: string): string {
  return `${missionId} ${chunk} ${key}`;
}
