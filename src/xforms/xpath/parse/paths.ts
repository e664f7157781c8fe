import { fault } from '../../../kernel/issue.ts';
import { type Ast, AXES, Op, Start } from '../ast.ts';
import { SyntaxFault, type TokenReader } from './token-reader.ts';

const CHILD = 0;
const PARENT = 1;
const SELF = 2;
const DESCENDANT_OR_SELF = 3;
const ATTRIBUTE = 4;
const ANY_NODE: Ast = [DESCENDANT_OR_SELF, 'node()'];
const NODE_TYPES = new Set(['node', 'text', 'comment', 'processing-instruction']);

/** Reads a path, or a literal, call or bracket with what follows it (XPath 1.0, productions 1 and 19). */
export function readPath(reader: TokenReader): Ast | SyntaxFault {
  if (isPrimary(reader)) return readFilter(reader);
  if (reader.takeMark('//')) return readSteps(reader, { start: Start.root, steps: [ANY_NODE] });
  if (!reader.takeMark('/')) return readSteps(reader, { start: Start.context, steps: [] });
  if (!isStepNext(reader)) return [Op.path, Start.root];
  return readSteps(reader, { start: Start.root, steps: [] });
}

function isPrimary(reader: TokenReader): boolean {
  const token = reader.peek();
  if (token.kind === 'number' || token.kind === 'text' || reader.isMark('(')) return true;
  return token.kind === 'name' && reader.isMark('(', 1) && !NODE_TYPES.has(token.text);
}

function isStepNext(reader: TokenReader): boolean {
  return reader.peek().kind === 'name' || ['.', '..', '@'].some((mark) => reader.isMark(mark));
}

function readFilter(reader: TokenReader): Ast | SyntaxFault {
  const primary = readPrimary(reader);
  if (primary instanceof SyntaxFault) return primary;
  const predicates = readPredicates(reader);
  if (predicates instanceof SyntaxFault) return predicates;
  const filtered: Ast = predicates.length === 0 ? primary : [Op.filter, primary, ...predicates];
  if (reader.takeMark('//')) return readSteps(reader, { start: filtered, steps: [ANY_NODE] });
  if (reader.takeMark('/')) return readSteps(reader, { start: filtered, steps: [] });
  return filtered;
}

function readPrimary(reader: TokenReader): Ast | SyntaxFault {
  const token = reader.peek();
  if (reader.takeMark('(')) {
    const inner = reader.readExpression(reader);
    if (inner instanceof SyntaxFault) return inner;
    return reader.takeMark(')') ? inner : reader.unexpected();
  }
  reader.next();
  if (token.kind === 'number') return Number(token.text);
  if (token.kind === 'text') return token.text;
  reader.next();
  return readArguments(reader, token.text);
}

function readArguments(reader: TokenReader, name: string): Ast | SyntaxFault {
  const call: Ast[] = [Op.call, name];
  if (reader.takeMark(')')) return call;
  for (;;) {
    const argument = reader.readExpression(reader);
    if (argument instanceof SyntaxFault) return argument;
    call.push(argument);
    if (reader.takeMark(')')) return call;
    if (!reader.takeMark(',')) return reader.unexpected();
  }
}

function readSteps(
  reader: TokenReader,
  path: { readonly start: Ast; readonly steps: readonly Ast[] },
): Ast | SyntaxFault {
  const steps = [...path.steps];
  for (;;) {
    const step = readStep(reader);
    if (step instanceof SyntaxFault) return step;
    steps.push(step);
    if (reader.takeMark('//')) steps.push(ANY_NODE);
    else if (!reader.takeMark('/')) return [Op.path, path.start, ...steps];
  }
}

function readStep(reader: TokenReader): Ast | SyntaxFault {
  const bare = reader.takeMark('..') ? PARENT : reader.takeMark('.') ? SELF : null;
  const head = bare === null ? readAxisAndTest(reader) : [bare, 'node()'];
  if (head instanceof SyntaxFault) return head;
  const predicates = readPredicates(reader);
  return predicates instanceof SyntaxFault ? predicates : [...head, ...predicates];
}

function readAxisAndTest(reader: TokenReader): readonly Ast[] | SyntaxFault {
  let axis = reader.takeMark('@') ? ATTRIBUTE : CHILD;
  if (axis === CHILD && reader.peek().kind === 'name' && reader.isMark('::', 1)) {
    const name = reader.next();
    axis = AXES.indexOf(name.text as (typeof AXES)[number]);
    if (axis < 0) return new SyntaxFault(fault('xpath-axis', { found: name.text, at: name.at + 1 }));
    reader.next();
  }
  const token = reader.peek();
  if (token.kind !== 'name') return reader.unexpected();
  reader.next();
  if (!NODE_TYPES.has(token.text) || !reader.takeMark('(')) return [axis, token.text];
  if (token.text === 'processing-instruction' && reader.peek().kind === 'text') reader.next();
  return reader.takeMark(')') ? [axis, `${token.text}()`] : reader.unexpected();
}

function readPredicates(reader: TokenReader): readonly Ast[] | SyntaxFault {
  const predicates: Ast[] = [];
  while (reader.takeMark('[')) {
    const predicate = reader.readExpression(reader);
    if (predicate instanceof SyntaxFault) return predicate;
    if (!reader.takeMark(']')) return reader.unexpected();
    predicates.push(predicate);
  }
  return predicates;
}
