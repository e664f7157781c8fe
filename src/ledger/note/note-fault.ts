import { err, type Result } from '../../kernel/result.ts';

/** What is wrong with a text of the log, for whoever reads it in a terminal or an answer. */
export interface NoteFault {
  /** Counted from 1; null where the text as a whole is meant. */
  readonly line: number | null;
  /** What was wanted and what was found, in English. */
  readonly message: string;
}

const LONGEST_QUOTE = 60;

/** Refuses a line: `wanted` in words, `found` as it stands there, cut where it is long. */
export function refuseLine(line: number, wanted: string, found: string | undefined): Result<never, NoteFault> {
  return err({ line, message: `expected ${wanted}, found ${found === undefined ? 'the end' : quote(found)}` });
}

/** Refuses the text as a whole. */
export function refuseText(message: string): Result<never, NoteFault> {
  return err({ line: null, message });
}

function quote(found: string): string {
  const cut = found.length > LONGEST_QUOTE ? `${found.slice(0, LONGEST_QUOTE)}…` : found;
  return JSON.stringify(cut);
}
