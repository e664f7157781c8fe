import { type Ast, type AstList, isList, Op } from './ast.ts';
import type { Call, FunctionTable } from './call.ts';
import { inDocumentOrder, type XNode, type XValue } from './nodes/node.ts';
import { type Evaluator, nodesOfItems, nodesOfPath, pick } from './nodes/nodes-of-path.ts';
import { walkSlots } from './nodes/walk-slots.ts';
import type { Scope } from './scope.ts';
import { compare } from './values/compare.ts';
import { isNodes, toBoolean, toNumber, toText } from './values/value.ts';

type Operation = (ast: AstList, scope: Scope) => XValue;

/** Evaluates parsed expressions with a table of functions. One for the whole program is enough: it keeps nothing. */
export class XPathEvaluator implements Evaluator {
  readonly #functions: FunctionTable;
  readonly #operations: readonly (Operation | undefined)[];

  constructor(functions: FunctionTable) {
    this.#functions = functions;
    this.#operations = this.#tabulate();
  }

  /** The value of an expression. @throws Error where a package names an operation or function that does not exist. */
  value(ast: Ast, scope: Scope): XValue {
    if (!isList(ast)) return ast;
    const operation = this.#operations[ast[0] as number];
    if (operation === undefined) throw new Error(`Evaluate an expression: found operation ${String(ast[0])}`);
    return operation(ast, scope);
  }

  text(ast: Ast, scope: Scope): string {
    if (isList(ast) && ast[0] === Op.near) {
      const found = walkSlots(ast, scope.node);
      if (!Array.isArray(found)) return textUnlessHidden(found as XNode | null, scope);
    }
    return toText(this.value(ast, scope));
  }

  number(ast: Ast, scope: Scope): number {
    return toNumber(this.value(ast, scope));
  }

  boolean(ast: Ast, scope: Scope): boolean {
    return toBoolean(this.value(ast, scope));
  }

  nodes(ast: Ast, scope: Scope): readonly XNode[] {
    const value = this.value(ast, scope);
    return isNodes(value) ? value : [];
  }

  #tabulate(): readonly (Operation | undefined)[] {
    const operations: (Operation | undefined)[] = [];
    for (const op of [Op.equal, Op.notEqual, Op.less, Op.lessEqual, Op.greater, Op.greaterEqual]) {
      operations[op] = (ast, scope) => compare(op, this.value(ast[1] as Ast, scope), this.value(ast[2] as Ast, scope));
    }
    operations[Op.or] = (ast, scope) => this.boolean(ast[1] as Ast, scope) || this.boolean(ast[2] as Ast, scope);
    operations[Op.and] = (ast, scope) => this.boolean(ast[1] as Ast, scope) && this.boolean(ast[2] as Ast, scope);
    operations[Op.negate] = (ast, scope) => -this.number(ast[1] as Ast, scope);
    this.#tabulateArithmetic(operations);
    operations[Op.union] = (ast, scope) =>
      inDocumentOrder([...this.nodes(ast[1] as Ast, scope), ...this.nodes(ast[2] as Ast, scope)]);
    operations[Op.call] = (ast, scope) => this.#call(ast, scope);
    operations[Op.path] = (ast, scope) => nodesOfPath(this, ast, scope);
    operations[Op.filter] = (ast, scope) => this.#filter(ast, scope);
    operations[Op.near] = (ast, scope) => shownOf(walkSlots(ast, scope.node), scope);
    operations[Op.own] = (ast, scope) => shownOf(walkSlots(ast, scope.current), scope);
    operations[Op.items] = (ast, scope) => nodesOfItems(this, ast, scope);
    operations[Op.cell] = (ast, scope) => scope.node.down(ast[1] as string);
    return operations;
  }

  #tabulateArithmetic(operations: (Operation | undefined)[]): void {
    const arithmetic: readonly [number, (left: number, right: number) => number][] = [
      [Op.add, (left, right) => left + right],
      [Op.subtract, (left, right) => left - right],
      [Op.multiply, (left, right) => left * right],
      [Op.divide, (left, right) => left / right],
      [Op.modulo, (left, right) => left % right],
    ];
    for (const [op, compute] of arithmetic) {
      operations[op] = (ast, scope) => compute(this.number(ast[1] as Ast, scope), this.number(ast[2] as Ast, scope));
    }
  }

  #filter(ast: AstList, scope: Scope): readonly XNode[] {
    let nodes = this.nodes(ast[1] as Ast, scope);
    for (let at = 2; at < ast.length; at += 1) nodes = pick(this, { nodes, predicate: ast[at] as Ast, scope });
    return nodes;
  }

  #call(ast: AstList, scope: Scope): XValue {
    const found = this.#functions[ast[1] as string];
    if (found === undefined) throw new Error(`Evaluate an expression: found function ${String(ast[1])}`);
    const run = () => found.run(new Arguments(this, ast, scope));
    return scope.shared === undefined ? run() : scope.shared.valueOf(ast, scope, run);
  }
}

class Arguments implements Call {
  readonly scope: Scope;
  readonly #evaluator: XPathEvaluator;
  readonly #ast: AstList;

  constructor(evaluator: XPathEvaluator, ast: AstList, scope: Scope) {
    this.#evaluator = evaluator;
    this.#ast = ast;
    this.scope = scope;
  }

  get count(): number {
    return this.#ast.length - 2;
  }

  value(index: number): XValue {
    return this.#evaluator.value(this.#at(index), this.scope);
  }

  text(index: number): string {
    return this.#evaluator.text(this.#at(index), this.scope);
  }

  number(index: number): number {
    return this.#evaluator.number(this.#at(index), this.scope);
  }

  boolean(index: number): boolean {
    return this.#evaluator.boolean(this.#at(index), this.scope);
  }

  nodes(index: number): readonly XNode[] {
    return this.#evaluator.nodes(this.#at(index), this.scope);
  }

  written(index: number): Ast | undefined {
    return this.#ast[index + 2];
  }

  texts(index: number): readonly string[] {
    const texts: string[] = [];
    for (let at = index; at < this.count; at += 1) {
      const value = this.value(at);
      if (isNodes(value)) for (const node of value) texts.push(node.text());
      else texts.push(toText(value));
    }
    return texts;
  }

  #at(index: number): Ast {
    return this.#ast[index + 2] ?? '';
  }
}

function textUnlessHidden(node: XNode | null, scope: Scope): string {
  return node === null || (node.isHidden && node !== scope.current) ? '' : node.text();
}

function shownOf(found: XNode | readonly XNode[] | null, scope: Scope): readonly XNode[] {
  if (found === null) return [];
  const nodes = Array.isArray(found) ? (found as readonly XNode[]) : [found as XNode];
  return nodes.some((node) => node.isHidden) ? nodes.filter((node) => !node.isHidden || node === scope.current) : nodes;
}
