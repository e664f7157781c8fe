import { type Fault, fault } from '../../../kernel/issue.ts';
import { type Ast, type AstList, isList, Op, Start } from '../../xpath/ast.ts';
import { parseXPath } from '../../xpath/parse/parser.ts';
import { isBearable } from '../../xpath/patterns/matches.ts';
import type { ModelNode } from '../model-nodes.ts';
import type { Binding, Bindings, PathBinder } from './binding.ts';
import { bindIndexedRepeat } from './indexed-repeat.ts';
import { MOST_READINGS, meetingOf, type Place, type Reference } from './places.ts';
import { stepFrom } from './static-steps.ts';
import { bindTable, isRowsPath } from './table-paths.ts';

const CHILD = 0;
const PARENT = 1;
const SELF = 2;
const ATTRIBUTE = 4;

/**
 * Binds a parsed expression to the form: paths of the record become slots, paths of tables become look-ups, unknown functions,
 * wrong numbers of arguments and paths that lead nowhere become faults. Collects what the expression reads.
 */
export class Binder implements PathBinder {
  readonly references: Reference[] = [];
  readonly faults: Fault[] = [];
  readonly form: Bindings;
  /** The node that the expression belongs to; null for one that belongs to the document. */
  readonly current: ModelNode;
  readsTexts = false;

  constructor(form: Bindings, current: ModelNode) {
    this.form = form;
    this.current = current;
  }

  /** Binds a whole expression. */
  bind(ast: Ast): Ast {
    return this.bindAt(ast, { place: { kind: 'record', nodes: [this.current] }, isInside: false });
  }

  bindAt(ast: Ast, at: Binding): Ast {
    if (!isList(ast)) return ast;
    const op = ast[0] as number;
    if (op === Op.path) return this.#bindPath(ast, at);
    if (op === Op.call) return this.#bindCall(ast, at);
    if (op === Op.filter) return this.#bindFilter(ast, at);
    return [op, ...ast.slice(1).map((operand) => this.bindAt(operand, at))];
  }

  refer(node: ModelNode, top: ModelNode, isPicked = false): void {
    // One more than may be is enough to be refused.
    if (this.references.length > MOST_READINGS) return;
    this.references.push({ node, top, isPicked, isAlone: false });
  }

  #bindFilter(ast: AstList, at: Binding): Ast {
    const inner = this.bindAt(ast[1] as Ast, at);
    const place = this.placeOf(ast[1] as Ast, at);
    const predicates = ast.slice(2).map((predicate) => this.bindAt(predicate, { place, isInside: true }));
    return [Op.filter, inner, ...predicates];
  }

  #bindCall(ast: AstList, at: Binding): Ast {
    const name = ast[1] as string;
    const count = ast.length - 2;
    const found = Object.hasOwn(this.form.functions, name) ? this.form.functions[name] : undefined;
    if (found === undefined) this.faults.push(fault('xpath-function', { found: name }));
    else if (count < found.least || count > found.most) {
      this.faults.push(fault('xpath-arguments', { found: count, least: found.least, most: found.most, name }));
    }
    if (name === 'regex' && typeof ast[3] === 'string' && !isBearable(ast[3])) {
      this.faults.push(fault('xpath-pattern', { found: ast[3] }));
    }
    if (name === 'indexed-repeat' && count >= 3) return bindIndexedRepeat(this, ast, at);
    if (name === 'jr:itext' || name === 'jr:choice-name') this.readsTexts = true;
    if (name === 'jr:choice-name') return this.#bindChoiceName(ast, at);
    const known = this.references.length;
    const bound = ast.slice(2).map((argument) => this.bindAt(argument, at));
    if (name === 'position' && count === 1) {
      this.references.length = known;
      this.#referToCopies(ast[2] as Ast, at);
    }
    if (name === 'count' && isSlots(bound[0])) this.#standAlone(known);
    return [Op.call, name, ...bound];
  }

  /** What was referred to last is counted, and not read. */
  #standAlone(from: number): void {
    for (const [at, reference] of this.references.entries()) {
      if (at >= from) this.references[at] = { ...reference, isAlone: true };
    }
  }

  /** A position changes when copies come and go before it; what is in them does not matter. */
  #referToCopies(argument: Ast, at: Binding): void {
    const place = this.placeOf(argument, at);
    if (place.kind !== 'record') return;
    const known = this.references.length;
    for (const node of place.nodes) this.refer(node, node.parent ?? node, true);
    this.#standAlone(known);
  }

  /** The second argument is a path, as a text. */
  #bindChoiceName(ast: AstList, at: Binding): Ast {
    const written = ast[3];
    const path = typeof written === 'string' ? parseXPath(written) : null;
    if (path !== null && !path.ok) this.faults.push(path.error);
    const question = path?.ok ? path.value : (written ?? '');
    return [Op.call, 'jr:choice-name', this.bindAt(ast[2] ?? '', at), this.bindAt(question, at)];
  }

  /** Where an expression leads. */
  placeOf(ast: Ast, at: Binding): Place {
    if (!isList(ast)) return { kind: 'elsewhere' };
    if (ast[0] === Op.filter) return this.placeOf(ast[1] as Ast, at);
    if (ast[0] === Op.call && ast[1] === 'current') return { kind: 'record', nodes: [this.current] };
    if (ast[0] === Op.call && ast[1] === 'randomize') return this.placeOf(ast[2] as Ast, at);
    if (ast[0] !== Op.path) return { kind: 'elsewhere' };
    if (isRowsPath(this, ast)) return { kind: 'rows' };
    let place = this.#startOf(ast[1] as Ast, at);
    for (const step of ast.slice(2)) {
      if (place.kind === 'record') place = { kind: 'record', nodes: stepFrom(place.nodes, step as AstList) };
    }
    return place;
  }

  #startOf(start: Ast, at: Binding): Place {
    if (start === Start.context) return at.place;
    if (start === Start.root) return { kind: 'record', nodes: [this.form.model.document] };
    return this.placeOf(start, at);
  }

  #bindPath(ast: AstList, at: Binding): Ast {
    const table = bindTable(this, ast);
    if (table !== null) return table;
    const [step] = ast.slice(2);
    if (at.place.kind === 'rows' && ast[1] === Start.context && ast.length === 3 && isPlain(step, CHILD)) {
      return [Op.cell, (step as AstList)[1] as string];
    }
    return this.#bindStatic(ast, at) ?? this.#bindDynamic(ast, at);
  }

  /** A path whose every step leads to one node of the form becomes slots. */
  #bindStatic(ast: AstList, at: Binding): Ast | null {
    const start = this.#startOf(ast[1] as Ast, at);
    if (start.kind !== 'record' || start.nodes.length !== 1) return null;
    const steps = ast.slice(2);
    if (!steps.every((step) => [CHILD, PARENT, SELF, ATTRIBUTE].some((axis) => isPlain(step, axis)))) return null;
    if (isList(ast[1]) && ast[1][1] !== 'current') return null;
    const op = at.isInside && ast[1] !== Start.context ? Op.own : Op.near;
    const base = ast[1] === Start.root ? this.current : (start.nodes[0] as ModelNode);
    return this.#slots(ast, { from: start.nodes[0] as ModelNode, base, op });
  }

  #slots(ast: AstList, walk: { readonly from: ModelNode; readonly base: ModelNode; readonly op: number }): Ast | null {
    let node = walk.from;
    let top = walk.from;
    for (const step of ast.slice(2)) {
      const [next] = stepFrom([node], step as AstList);
      if (next === undefined) return this.#nowhere(ast);
      node = next;
      if (node.depth < top.depth) top = node;
    }
    // An absolute path means the same copies as those around the current node, except where it ends at a repeat itself.
    if (ast[1] === Start.root) top = meetingOf(walk.base, node.parent ?? node);
    this.refer(node, top);
    const down: number[] = [];
    for (let at: ModelNode = node; at !== top && at.parent !== null; at = at.parent) down.unshift(at.slot);
    return [walk.op, walk.base.depth - top.depth, ...down];
  }

  #nowhere(ast: AstList): Ast {
    this.faults.push(fault('xpath-path', { found: writtenPath(ast) }));
    return '';
  }

  /** Any other path is walked by names; it may read all that it can lead to, in every copy. */
  #bindDynamic(ast: AstList, at: Binding): Ast {
    const start = ast[1] as Ast;
    let place = this.#startOf(start, at);
    const steps: Ast[] = [];
    for (const step of ast.slice(2) as readonly AstList[]) {
      if (place.kind === 'record') place = { kind: 'record', nodes: stepFrom(place.nodes, step) };
      else place = { kind: 'elsewhere' };
      const here = place;
      steps.push([
        ...step.slice(0, 2),
        ...step.slice(2).map((each) => this.bindAt(each, { place: here, isInside: true })),
      ]);
    }
    if (place.kind === 'record') {
      if (place.nodes.length === 0) return this.#nowhere(ast);
      for (const node of place.nodes) this.refer(node, this.form.model.document, true);
    }
    return [Op.path, isList(start) ? this.bindAt(start, at) : start, ...steps];
  }
}

/** Whether a step has that axis, a name and no predicate. */
export function isPlain(step: Ast | undefined, axis: number): boolean {
  if (!isList(step) || step.length !== 2 || step[0] !== axis) return false;
  const test = String(step[1]);
  if (test.includes('*')) return false;
  return axis === PARENT || axis === SELF ? true : !test.endsWith('()');
}

function isSlots(ast: Ast | undefined): boolean {
  return isList(ast) && (ast[0] === Op.near || ast[0] === Op.own);
}

function writtenPath(ast: AstList): string {
  const names = ast.slice(2).map((step) => {
    const [axis, test] = step as readonly [number, string];
    if (axis === PARENT) return '..';
    if (axis === SELF) return '.';
    return axis === ATTRIBUTE ? `@${test}` : test;
  });
  return `${ast[1] === Start.root ? '/' : ''}${names.join('/')}`;
}
