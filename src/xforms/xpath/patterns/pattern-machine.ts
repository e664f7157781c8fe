import type { Edge, PatternTree } from './pattern-tree.ts';

/** A place in a pattern: what must come there, and the places that follow. */
type State =
  | { readonly kind: 'one'; readonly takes: (unit: string) => boolean; readonly next: number }
  | { readonly kind: 'edge'; readonly edge: Edge; readonly next: number }
  | { readonly kind: 'split'; readonly next: number[] };

/** A pattern as a machine that is in several places at once, and so never goes back (K. Thompson, CACM 11 (1968) 419). */
export interface PatternMachine {
  readonly states: readonly State[];
  readonly start: number;
}

const MOST_STATES = 10_000;
const MATCHED = 0;

/** Builds the machine of a pattern that `isRegular`; null where it would have more than 10,000 places. */
export function machineOf(tree: PatternTree): PatternMachine | null {
  const states: State[] = [{ kind: 'split', next: [] }];
  const start = build(states, tree, MATCHED);
  return states.length > MOST_STATES ? null : { states, start };
}

/** Adds the places of a pattern that goes on at `next`. @returns where it begins. */
function build(states: State[], tree: PatternTree, next: number): number {
  if (states.length > MOST_STATES) return next;
  if (tree.kind === 'one') return states.push({ kind: 'one', takes: takesOf(tree.written), next }) - 1;
  if (tree.kind === 'edge') return states.push({ kind: 'edge', edge: tree.edge, next }) - 1;
  if (tree.kind === 'sequence') return tree.parts.reduceRight((after, part) => build(states, part, after), next);
  if (tree.kind === 'choice') {
    const options = tree.options.map((option) => build(states, option, next));
    return states.push({ kind: 'split', next: options }) - 1;
  }
  return tree.kind === 'repeat' ? buildRepeat(states, tree, next) : next;
}

function buildRepeat(states: State[], tree: PatternTree & { readonly kind: 'repeat' }, next: number): number {
  let at = next;
  if (tree.most === Number.POSITIVE_INFINITY) {
    const ways: number[] = [];
    at = states.push({ kind: 'split', next: ways }) - 1;
    ways.push(build(states, tree.inner, at), next);
  } else {
    for (let copy = tree.least; copy < tree.most && states.length <= MOST_STATES; copy += 1) {
      at = states.push({ kind: 'split', next: [build(states, tree.inner, at), next] }) - 1;
    }
  }
  for (let copy = 0; copy < tree.least && states.length <= MOST_STATES; copy += 1) at = build(states, tree.inner, at);
  return at;
}

function takesOf(written: string): (unit: string) => boolean {
  if (/^[\p{L}\p{N} @_-]$/u.test(written)) return (unit) => unit === written;
  const pattern = new RegExp(`^(?:${written})$`);
  return (unit) => pattern.test(unit);
}

/** Whether a text holds what the pattern of a machine describes: at most places of the machine times characters of the text. */
export function runMachine(machine: PatternMachine, text: string): boolean {
  const seenAt = new Int32Array(machine.states.length).fill(-1);
  let waiting: readonly number[] = [];
  for (let at = 0; at <= text.length; at += 1) {
    const { isMatched, ones } = reach(machine, { from: [...waiting, machine.start], text, at, seenAt });
    if (isMatched) return true;
    const unit = text[at];
    if (unit === undefined) return false;
    const after: number[] = [];
    for (const number of ones) {
      const state = machine.states[number];
      if (state?.kind === 'one' && state.takes(unit)) after.push(state.next);
    }
    waiting = after;
  }
  return false;
}

interface Reaching {
  readonly from: number[];
  readonly text: string;
  readonly at: number;
  /** For each place the character before which it was reached last. */
  readonly seenAt: Int32Array;
}

/** The places that are reached without taking a character. */
function reach({ states }: PatternMachine, { from, text, at, seenAt }: Reaching) {
  const ones: number[] = [];
  let isMatched = false;
  for (let number = from.pop(); number !== undefined; number = from.pop()) {
    const state = states[number];
    if (state === undefined || seenAt[number] === at) continue;
    seenAt[number] = at;
    if (number === MATCHED) isMatched = true;
    if (state.kind === 'one') ones.push(number);
    else if (state.kind === 'split') for (const next of state.next) from.push(next);
    else if (isEdge(state.edge, text, at)) from.push(state.next);
  }
  return { isMatched, ones };
}

function isEdge(edge: Edge, text: string, at: number): boolean {
  if (edge === 'start') return at === 0;
  if (edge === 'end') return at === text.length;
  const isBetween = isWord(text[at - 1]) !== isWord(text[at]);
  return isBetween === (edge === 'word');
}

function isWord(unit: string | undefined): boolean {
  return unit !== undefined && /\w/.test(unit);
}
