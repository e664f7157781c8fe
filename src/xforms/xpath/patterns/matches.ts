import { isRegular, mostTries } from './pattern-cost.ts';
import { machineOf, type PatternMachine, runMachine } from './pattern-machine.ts';
import { type PatternTree, readPattern } from './pattern-tree.ts';

interface Pattern {
  readonly native: RegExp;
  readonly tree: PatternTree | null;
  /** Built when it is first needed; null where there is none. */
  machine: PatternMachine | null | undefined;
}

/** Tries that take no time worth saving. */
const FEW_TRIES = 100_000;
/** Tries after which a person wonders whether the program still runs. */
const MOST_TRIES = 50_000_000;
/** Length of the longest answers that are compared with patterns. */
const USUAL_LENGTH = 255;
const MOST_PATTERNS = 500;
const PATTERNS = new Map<string, Pattern | null>();

/**
 * Whether a text holds what a pattern describes, as `RegExp.prototype.test` without flags says it, but never taking more than some
 * ten million steps: what would go back and try again too often is matched by a machine that does not. A pattern that cannot be
 * read, or neither be matched so nor so, matches nothing.
 */
export function matches(text: string, written: string): boolean {
  const pattern = patternOf(written);
  if (pattern === null) return false;
  const tries = pattern.tree === null ? Number.POSITIVE_INFINITY : mostTries(pattern.tree, text.length);
  if (tries <= Math.max(FEW_TRIES, 4 * text.length)) return pattern.native.test(text);
  const machine = machineFor(pattern);
  if (machine === null) return tries <= MOST_TRIES && pattern.native.test(text);
  return machine.states.length * text.length <= MOST_TRIES && runMachine(machine, text);
}

/** Whether a pattern can be matched with usual answers; one that cannot be read counts as such, since it never matches. */
export function isBearable(written: string): boolean {
  const pattern = patternOf(written);
  if (pattern === null || machineFor(pattern) !== null) return true;
  return pattern.tree !== null && mostTries(pattern.tree, USUAL_LENGTH) <= MOST_TRIES;
}

function machineFor(pattern: Pattern): PatternMachine | null {
  if (pattern.machine === undefined) {
    pattern.machine = pattern.tree !== null && isRegular(pattern.tree) ? machineOf(pattern.tree) : null;
  }
  return pattern.machine;
}

function patternOf(written: string): Pattern | null {
  const known = PATTERNS.get(written);
  if (known !== undefined) return known;
  if (PATTERNS.size >= MOST_PATTERNS) PATTERNS.clear();
  let pattern: Pattern | null = null;
  try {
    pattern = { native: new RegExp(written), tree: readPattern(written), machine: undefined };
  } catch {
    // Only the constructor can tell whether a pattern is one.
  }
  PATTERNS.set(written, pattern);
  return pattern;
}
