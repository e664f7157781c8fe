import type { Workbook } from '../../../../../xforms/workbook/workbook.ts';

/** What was typed into a draft and has not reached the server, as it lies in this browser. */
export interface KeptAside {
  /** The revision that it began from. */
  readonly base: number;
  readonly workbook: Workbook;
}

const keyOf = (path: string) => `scrutineer:draft:${path}`;

/** Lays a draft aside in this browser. Where there is no room, or none is allowed, it stays in the page alone. */
export function layAside(path: string, kept: KeptAside): void {
  try {
    localStorage.setItem(keyOf(path), JSON.stringify(kept));
  } catch {
    localStorage.removeItem(keyOf(path));
  }
}

/** Forgets what was laid aside: the server has it, or nobody wants it. */
export function forgetAside(path: string): void {
  localStorage.removeItem(keyOf(path));
}

/** What was laid aside, or null. */
export function findAside(path: string): KeptAside | null {
  const text = localStorage.getItem(keyOf(path));
  return text === null ? null : (JSON.parse(text) as KeptAside);
}
