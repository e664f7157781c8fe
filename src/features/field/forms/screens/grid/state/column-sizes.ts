import { createSignal } from 'solid-js';

/** Widths in px that a person gave to columns, by sheet and header; they count for every form until the window closes. */
export interface ColumnSizes {
  readonly find: (sheet: string, header: string) => number | undefined;
  /** Null gives a column its own width back. */
  readonly give: (sheet: string, header: string, width: number | null) => void;
}

const KEY = 'form-grid-widths';
const NARROWEST = 48;
const WIDEST = 960;

/** The sizes as this window holds them. */
export function createColumnSizes(): ColumnSizes {
  const [sizes, setSizes] = createSignal<ReadonlyMap<string, number>>(readSizes(sessionStorage.getItem(KEY)));
  return {
    find: (sheet, header) => sizes().get(keyOf(sheet, header)),
    give: (sheet, header, width) => {
      const next = new Map(sizes());
      if (width === null) next.delete(keyOf(sheet, header));
      else next.set(keyOf(sheet, header), Math.round(Math.max(NARROWEST, Math.min(WIDEST, width))));
      setSizes(next);
      sessionStorage.setItem(KEY, JSON.stringify([...next]));
    },
  };
}

function keyOf(sheet: string, header: string): string {
  return JSON.stringify([sheet, header]);
}

/** What was kept; none where it cannot be read. */
export function readSizes(text: string | null): Map<string, number> {
  try {
    const kept: unknown = JSON.parse(text ?? '[]');
    return new Map(Array.isArray(kept) ? kept.filter(isSize) : []);
  } catch {
    return new Map();
  }
}

function isSize(one: unknown): one is [string, number] {
  if (!Array.isArray(one)) return false;
  const [key, width] = one as unknown[];
  return typeof key === 'string' && typeof width === 'number' && width >= NARROWEST && width <= WIDEST;
}
