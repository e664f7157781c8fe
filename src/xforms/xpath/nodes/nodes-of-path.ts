import { type Ast, type AstList, AXES, Op, Start } from '../ast.ts';
import type { Scope, Table } from '../scope.ts';
import { compare } from '../values/compare.ts';
import { isNodes, toBoolean, toText } from '../values/value.ts';
import { isReverse, nodesOn } from './axes.ts';
import { inDocumentOrder, type XNode, type XValue } from './node.ts';

/** What paths need of the evaluator. */
export interface Evaluator {
  value(ast: Ast, scope: Scope): XValue;
  nodes(ast: Ast, scope: Scope): readonly XNode[];
}

/** The nodes of a path that is walked by names (`Op.path`); hidden nodes are passed over. */
export function nodesOfPath(evaluator: Evaluator, ast: AstList, scope: Scope): readonly XNode[] {
  let nodes = startOf(evaluator, ast[1] as Ast, scope);
  let isLevel = nodes.length < 2;
  for (let at = 2; at < ast.length; at += 1) {
    const step = ast[at] as AstList;
    isLevel &&= KEEPING_LEVEL.has(AXES[step[0] as number] ?? '');
    nodes = takeStep(evaluator, { nodes, step, scope, isLevel });
    isLevel ||= nodes.length < 2;
  }
  return nodes.filter((node) => !node.isHidden || node === scope.current);
}

function startOf(evaluator: Evaluator, start: Ast, scope: Scope): readonly XNode[] {
  if (start === Start.context) return [scope.node];
  if (start === Start.root) return [scope.world.document];
  return evaluator.nodes(start, scope);
}

/** From nodes of one depth in document order these axes lead to others of one depth in document order, each once. */
const KEEPING_LEVEL: ReadonlySet<string> = new Set(['child', 'self', 'attribute']);

interface StepAt {
  /** The step leads to nodes of one depth in document order. */
  readonly isLevel: boolean;
  readonly nodes: readonly XNode[];
  readonly step: AstList;
  readonly scope: Scope;
}

function takeStep(evaluator: Evaluator, { nodes, step, scope, isLevel }: StepAt): readonly XNode[] {
  const [axis, test] = step as readonly [number, string];
  const found: XNode[] = [];
  if (!scope.world.spend(nodes.length)) return found;
  for (const node of nodes) {
    let selected = nodesOn(axis, test, node);
    for (let at = 2; at < step.length; at += 1) {
      selected = pick(evaluator, { nodes: selected, predicate: step[at] as Ast, scope });
    }
    for (const each of selected) found.push(each);
  }
  return (nodes.length > 1 && !isLevel) || isReverse(axis) ? inDocumentOrder(found) : found;
}

interface Picking {
  readonly nodes: readonly XNode[];
  readonly predicate: Ast;
  readonly scope: Scope;
}

/** The nodes that meet a predicate (XPath 1.0, section 2.4). */
export function pick(evaluator: Evaluator, { nodes, predicate, scope }: Picking): readonly XNode[] {
  const inner: Scope = {
    world: scope.world,
    current: scope.current,
    node: scope.node,
    position: 0,
    size: nodes.length,
  };
  const found: XNode[] = [];
  if (!scope.world.spend(nodes.length)) return found;
  for (const [at, node] of nodes.entries()) {
    inner.node = node;
    inner.position = at + 1;
    const value = evaluator.value(predicate, inner);
    if (typeof value === 'number' ? value === at + 1 : toBoolean(value)) found.push(node);
  }
  return found;
}

/** Rows of a table, or one of their cells (`Op.items`): what compares a column with a key is looked up, the rest is filtered. */
export function nodesOfItems(evaluator: Evaluator, ast: AstList, scope: Scope): readonly XNode[] {
  const table = scope.world.table(ast[1] as string);
  if (table === null) return [];
  let rows = rowsByKeys(evaluator, { table, keys: ast[3] as AstList, scope });
  for (let at = 4; at < ast.length; at += 1) rows = pick(evaluator, { nodes: rows, predicate: ast[at] as Ast, scope });
  const column = ast[2] as string;
  if (column === '') return rows;
  return scope.world.spend(rows.length) ? rows.flatMap((row) => row.down(column)) : [];
}

interface Lookup {
  readonly table: Table;
  readonly keys: AstList;
  readonly scope: Scope;
}

function rowsByKeys(evaluator: Evaluator, { table, keys, scope }: Lookup): readonly XNode[] {
  let rows: readonly XNode[] | null = null;
  for (let at = 0; at < keys.length; at += 2) {
    const column = keys[at] as string;
    const key = evaluator.value(keys[at + 1] as Ast, scope);
    const texts = keyTexts(key);
    if (rows !== null || texts === null) {
      const among: readonly XNode[] = rows ?? table.rows();
      rows = scope.world.spend(among.length) ? pickByKey({ rows: among, column, key }) : [];
    } else rows = table.matching(column, texts);
  }
  return rows ?? table.rows();
}

/** The one text that a column must hold; null where it takes more than an index to tell. */
function keyTexts(key: XValue): string | null {
  if (typeof key === 'string') return key;
  if (!isNodes(key) || key.length > 1) return null;
  return toText(key);
}

function pickByKey(search: {
  readonly rows: readonly XNode[];
  readonly column: string;
  readonly key: XValue;
}): readonly XNode[] {
  return search.rows.filter((row) => compare(Op.equal, row.down(search.column), search.key));
}
