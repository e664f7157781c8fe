import { type Ast, type AstList, isList, Op, Start } from '../../xpath/ast.ts';
import type { Binding, PathBinder } from './binding.ts';

const CHILD = 0;

/** Binds `instance('id')/root/item[…]` and `…/column` of a table to a look-up; null where the path is none of these. */
export function bindTable(binder: PathBinder, ast: AstList): Ast | null {
  const path = readTablePath(binder, ast);
  if (path === null) return null;
  const { keys, rest } = splitPredicates(path.item.slice(2));
  const inside: Binding = { place: { kind: 'rows' }, isInside: true };
  const boundKeys = keys.flatMap(([name, value]) => [name, binder.bindAt(value, inside)]);
  return [Op.items, path.id, path.column, boundKeys, ...rest.map((predicate) => binder.bindAt(predicate, inside))];
}

/** Whether a path leads to the rows of a table. */
export function isRowsPath(binder: PathBinder, ast: AstList): boolean {
  return readTablePath(binder, ast)?.column === '';
}

interface TablePath {
  readonly id: string;
  readonly item: AstList;
  /** Empty for the rows themselves. */
  readonly column: string;
}

function readTablePath(binder: PathBinder, ast: AstList): TablePath | null {
  const id = tableOf(ast[1], binder.form.tables);
  const [root, item, column, more] = ast.slice(2) as readonly AstList[];
  if (id === null || root === undefined || item === undefined || more !== undefined) return null;
  if (!isChild(root, 'root', 2) || !isChild(item, 'item', item.length)) return null;
  if (column === undefined) return { id, item, column: '' };
  return column.length === 2 && column[0] === CHILD && isName(column[1])
    ? { id, item, column: String(column[1]) }
    : null;
}

function tableOf(start: Ast | undefined, tables: ReadonlySet<string>): string | null {
  if (!isList(start) || start[0] !== Op.call || start[1] !== 'instance') return null;
  const id = start[2];
  return typeof id === 'string' && tables.has(id) ? id : null;
}

function isChild(step: AstList, name: string, length: number): boolean {
  return step[0] === CHILD && step[1] === name && step.length === length;
}

function isName(test: Ast | undefined): boolean {
  return typeof test === 'string' && !test.includes('*') && !test.endsWith(')');
}

type Key = readonly [column: string, value: Ast];

/** Leading conditions `column = value` whose value does not depend on the row are looked up; what follows is filtered. */
function splitPredicates(predicates: readonly Ast[]): { readonly keys: readonly Key[]; readonly rest: readonly Ast[] } {
  const keys: Key[] = [];
  const rest: Ast[] = [];
  for (const predicate of predicates) {
    const found = rest.length === 0 && !countsRows(predicate) ? conjuncts(predicate) : [predicate];
    const others = rest.length === 0 ? found.filter((condition) => keyOf(condition) === null) : found;
    if (rest.length === 0) keys.push(...found.map(keyOf).filter((key) => key !== null));
    if (others.length > 0) rest.push(found.length > 1 ? [Op.call, 'boolean', joined(others)] : joined(others));
  }
  return { keys, rest };
}

/** Whether a condition asks for the place of the row among all. */
function countsRows(ast: Ast): boolean {
  if (!isList(ast)) return false;
  return (ast[0] === Op.call && (ast[1] === 'position' || ast[1] === 'last')) || ast.some(countsRows);
}

function conjuncts(ast: Ast): readonly Ast[] {
  if (!isList(ast) || ast[0] !== Op.and) return [ast];
  return [...conjuncts(ast[1] as Ast), ...conjuncts(ast[2] as Ast)];
}

function joined(conditions: readonly Ast[]): Ast {
  return conditions.reduce((left, right) => [Op.and, left, right]);
}

function keyOf(ast: Ast): Key | null {
  if (!isList(ast) || ast[0] !== Op.equal) return null;
  const [, left, right] = ast as readonly [number, Ast, Ast];
  const [leftColumn, rightColumn] = [columnOf(left), columnOf(right)];
  if (leftColumn !== null && isFree(right)) return [leftColumn, right];
  return rightColumn !== null && isFree(left) ? [rightColumn, left] : null;
}

function columnOf(ast: Ast): string | null {
  if (!isList(ast) || ast[0] !== Op.path || ast[1] !== Start.context || ast.length !== 3) return null;
  const [axis, test, ...predicates] = ast[2] as AstList;
  return axis === CHILD && isName(test) && predicates.length === 0 ? (test as string) : null;
}

const OF_THE_ROW = new Set([
  'position',
  'last',
  'string',
  'number',
  'name',
  'local-name',
  'normalize-space',
  'string-length',
  'random',
  'uuid',
]);

/** Whether the value of an expression is the same for every row. */
function isFree(ast: Ast): boolean {
  if (!isList(ast)) return true;
  if (ast[0] === Op.path)
    return (
      ast[1] !== Start.context && isFree(ast[1] as Ast) && ast.slice(2).every((step) => (step as AstList).length === 2)
    );
  if (ast[0] === Op.call && OF_THE_ROW.has(String(ast[1])) && ast.length === 2) return false;
  return ast.slice(ast[0] === Op.call ? 2 : 1).every(isFree);
}
