import { posix } from 'node:path';
import { parseSync, Visitor } from 'vite';

/** What the house wants to know of a file. */
export interface Source {
  readonly path: string;
  readonly lineCount: number;
  readonly imports: readonly Import[];
  readonly functions: readonly SizedFunction[];
  /** Lines of `export … from`, of `export default`, and of what asks the clock or chance. */
  readonly passedOn: readonly number[];
  readonly defaults: readonly number[];
  readonly impure: readonly number[];
  /** Lines of what `Show` and `Match` show of a signal only once. */
  readonly shownOnce: readonly number[];
}

/** An import, a type import or a dynamic one: a path from the root of the project, or the name of a package. */
export interface Import {
  readonly target: string;
  readonly isPackage: boolean;
  readonly line: number;
}

/** A function and how large it is. */
export interface SizedFunction {
  readonly line: number;
  readonly lineCount: number;
  readonly parameterCount: number;
  /** Whether it shows something: then it may be longer. */
  readonly isComponent: boolean;
}

interface Spot {
  readonly start: number;
  readonly end: number;
}

interface FunctionNode extends Spot {
  readonly params: readonly { readonly type: string; readonly name?: string }[];
}

type Callee = { type: string; name?: string; object?: Callee; property?: Callee };

/** Reads a TypeScript file. @throws Error where it does not parse. */
export function readSource(path: string, text: string): Source {
  const { program, module, errors } = parseSync(path, text, {});
  if (errors.length > 0) throw new Error(`Read ${path}: ${errors[0]?.message}`);
  const lineAt = lineCounter(text);
  const found = {
    typeImports: [] as Spot[],
    functions: [] as FunctionNode[],
    tags: [] as number[],
    impure: [] as number[],
    shownOnce: [] as number[],
  };
  collect(program, found);
  const requests = [
    ...module.staticImports.map((one) => one.moduleRequest),
    ...module.staticExports.flatMap((one) => one.entries.map((entry) => entry.moduleRequest)),
    ...module.dynamicImports.map((one) => one.moduleRequest),
    ...found.typeImports,
  ].filter((request) => request !== null);
  const entries = module.staticExports.flatMap((one) => one.entries);
  return {
    path,
    lineCount: lineAt(text.trimEnd().length),
    imports: requests.flatMap((request) => readImport(path, nameIn(text, request), lineAt(request.start))),
    functions: found.functions.map((node) => sizeOf(node, found.tags, lineAt)),
    passedOn: entries.filter((entry) => entry.moduleRequest !== null).map((entry) => lineAt(entry.start)),
    defaults: entries.filter((entry) => entry.exportName.kind === 'Default').map((entry) => lineAt(entry.start)),
    impure: found.impure.map(lineAt),
    shownOnce: found.shownOnce.map(lineAt),
  };
}

interface Finds {
  readonly typeImports: Spot[];
  readonly functions: FunctionNode[];
  readonly tags: number[];
  readonly impure: number[];
  readonly shownOnce: number[];
}

function collect(program: Parameters<InstanceType<typeof Visitor>['visit']>[0], found: Finds): void {
  const keep = (node: unknown) => found.functions.push(node as FunctionNode);
  new Visitor({
    FunctionDeclaration: keep,
    FunctionExpression: keep,
    ArrowFunctionExpression: keep,
    TSImportType: (node) => found.typeImports.push(node.source),
    JSXElement: (node) => {
      found.tags.push(node.start);
      found.shownOnce.push(...shownOnceIn(node as unknown as ElementNode));
    },
    JSXFragment: (node) => found.tags.push(node.start),
    CallExpression: (node) => {
      if (IMPURE_CALLS.has(nameOf(node.callee as Callee))) found.impure.push(node.start);
    },
    NewExpression: (node) => {
      if (nameOf(node.callee as Callee) === 'Date' && node.arguments.length === 0) found.impure.push(node.start);
    },
  }).visit(program);
}

interface ElementNode {
  readonly openingElement: {
    readonly name: { readonly name?: string };
    readonly attributes: readonly { readonly name?: { readonly name?: unknown } }[];
  };
  readonly children: readonly { readonly expression?: Spot & Shown }[];
}

interface Shown {
  readonly type: string;
  readonly params?: readonly unknown[];
  readonly body?: ShownBody;
}

interface ShownBody {
  readonly type: string;
  /** What stands in the brackets. */
  readonly expression?: boolean | ShownBody;
}

/** Where a child of `Show` or `Match` takes a signal and gives no JSX: it is called once, and what it reads is not followed. */
function shownOnceIn({ openingElement: { name, attributes }, children }: ElementNode): number[] {
  if (name.name !== 'Show' && name.name !== 'Match') return [];
  if (attributes.some((one) => one.name?.name === 'keyed')) return [];
  return children.flatMap(({ expression }) => {
    if (expression?.type !== 'ArrowFunctionExpression' || expression.params?.length === 0) return [];
    const { body } = expression;
    const shown = typeof body?.expression === 'object' ? body.expression : body;
    const isFollowed = ['JSXElement', 'JSXFragment', 'BlockStatement'].includes(shown?.type ?? '');
    return isFollowed ? [] : [expression.start];
  });
}

const IMPURE_CALLS = new Set(['Date', 'Date.now', 'Math.random', 'performance.now', 'crypto.randomUUID', 'fetch']);

function nameOf(callee: Callee): string {
  if (callee.type !== 'MemberExpression') return callee.name ?? '';
  return `${callee.object?.name ?? ''}.${callee.property?.name ?? ''}`;
}

/** What stands between the quotes. */
function nameIn(text: string, request: Spot): string {
  return text.slice(request.start + 1, request.end - 1);
}

/** `./x.css?url` and other things that are no modules of ours are left to the compiler. */
function readImport(path: string, name: string, line: number): Import[] {
  if (!name.startsWith('.')) return [{ target: name, isPackage: true, line }];
  const target = posix.join(posix.dirname(path), name);
  return /\.tsx?$/.test(target) ? [{ target, isPackage: false, line }] : [];
}

function sizeOf(node: FunctionNode, tags: readonly number[], lineAt: (offset: number) => number): SizedFunction {
  const [first, last] = [lineAt(node.start), lineAt(node.end)];
  return {
    line: first,
    lineCount: last - first + 1,
    parameterCount: node.params.filter((one) => one.name !== 'this').length,
    isComponent: tags.some((tag) => tag > node.start && tag < node.end),
  };
}

function lineCounter(text: string): (offset: number) => number {
  const breaks = [...text.matchAll(/\n/g)].map((found) => found.index);
  return (offset) => {
    let [low, high] = [0, breaks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((breaks[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}
