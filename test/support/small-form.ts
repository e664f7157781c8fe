import type {
  Action,
  Bind,
  BodyControl,
  BodyGroup,
  BodyNode,
  BodyRepeat,
  Form,
  InstanceNode,
  ItemTable,
  Wording,
} from '../../src/xforms/form/form.ts';
import type { NodeKey } from '../../src/xforms/form/session.ts';
import { type OpenFormOptions, openForm } from '../../src/xforms/instance/open.ts';
import type { OpenForm } from '../../src/xforms/instance/open-form.ts';
import { compilePackage } from '../../src/xforms/package/compile.ts';
import type { Environment } from '../../src/xforms/xpath/scope.ts';

/** A node of a record in short: a text, members by name, or copies in a list; a name that begins with `@` is an attribute. */
export type ShortNode = string | readonly ShortNode[] | { readonly [name: string]: ShortNode };

const NOTHING = { hint: null, appearance: null, attributes: new Map<string, string>() };

/** A bind with what is named, all else usual. */
export function bind(nodeset: string, given: Partial<Bind> = {}): Bind {
  return {
    nodeset,
    type: null,
    relevant: null,
    required: null,
    readonly: null,
    constraint: null,
    calculate: null,
    constraintMessage: null,
    requiredMessage: null,
    preload: null,
    preloadParams: null,
    attributes: new Map(),
    ...given,
  };
}

/** A text at its place; pieces in braces are outputs. */
export function words(text: string): Wording {
  const pieces = text.split(/\{([^}]*)\}/).map((piece, at) => (at % 2 === 1 ? { output: piece } : piece));
  return { kind: 'inline', pieces: pieces.filter((piece) => piece !== '') };
}

/** A question. */
export function question(ref: string, given: Partial<BodyControl> = {}): BodyControl {
  return { kind: 'input', ref, label: words(ref), choices: null, actions: [], tags: [], ...NOTHING, ...given };
}

/** A group of the body. */
export function group(ref: string | null, children: readonly BodyNode[], given: Partial<BodyGroup> = {}): BodyGroup {
  return { kind: 'group', ref, label: null, children, ...NOTHING, ...given };
}

/** A repeat of the body. */
export function repeat(nodeset: string, children: readonly BodyNode[], given: Partial<BodyRepeat> = {}): BodyRepeat {
  return {
    kind: 'repeat',
    nodeset,
    count: null,
    isFixed: false,
    appearance: null,
    attributes: new Map(),
    actions: [],
    children,
    ...given,
  };
}

/** A `setvalue`. */
export function setvalue(ref: string, value: string, events: readonly string[]): Action {
  return { kind: 'setvalue', ref, value, events, text: null, attributes: new Map() };
}

/** A table of items. */
export function table(columns: readonly string[], ...rows: readonly (readonly string[])[]): ItemTable {
  return { columns, rows };
}

/** A form with a record in short and what else is named. */
export function smallForm(record: ShortNode, given: Partial<Form> = {}): Form {
  const root = nodesOf('data', record)[0] as InstanceNode;
  return {
    title: 'A form',
    id: 'form',
    version: '1',
    binds: [],
    actions: [],
    instances: [],
    languages: [],
    itext: new Map(),
    body: [],
    style: null,
    submission: null,
    namespaces: new Map(),
    entitiesVersion: null,
    ...given,
    root: { ...root, attributes: new Map([['id', 'form'], ...root.attributes]) },
  };
}

function nodesOf(name: string, short: ShortNode): readonly InstanceNode[] {
  if (Array.isArray(short)) return short.flatMap((copy: ShortNode) => nodesOf(name, copy));
  const isTemplate = name.endsWith('*');
  const bare = { name: name.replace('*', ''), attributes: new Map<string, string>(), isTemplate };
  if (typeof short === 'string') return [{ ...bare, value: short === '' ? null : short, children: [] }];
  const members = Object.entries(short as Readonly<Record<string, ShortNode>>);
  const attributes = members
    .filter(([key]) => key.startsWith('@'))
    .map(([key, value]) => [key.slice(1), String(value)] as const);
  const children = members.filter(([key]) => !key.startsWith('@')).flatMap(([key, value]) => nodesOf(key, value));
  return [{ ...bare, attributes: new Map(attributes), value: null, children }];
}

/** A surrounding in which everything is known: noon UTC of 7 February 2024 in Baku, numbers that count up. */
export function knownEnvironment(given: Partial<Environment> = {}): Environment {
  let count = 0;
  return {
    now: () => Date.UTC(2024, 1, 7, 12),
    uuid: () => {
      count += 1;
      return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
    },
    random: () => 0.25,
    offsetMinutes: () => 240,
    deviceId: 'device:1',
    username: 'observer',
    email: 'o@example.org',
    phoneNumber: '',
    ...given,
  };
}

/** Opens a form as a phone does: compiled, sent as JSON, opened. @throws Error where it does not compile. */
export function opened(form: Form, options: Partial<OpenFormOptions> = {}): FilledForm {
  const compiled = compilePackage(form);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  const sent = JSON.parse(JSON.stringify(compiled.value));
  const form_ = openForm({ package: sent, data: new Map(), environment: knownEnvironment(), ...options });
  if (!form_.ok) throw new Error(JSON.stringify(form_.error));
  return new FilledForm(form_.value);
}

/** A form that is addressed by paths. */
export class FilledForm {
  readonly form: OpenForm;

  constructor(form: OpenForm) {
    this.form = form;
  }

  key(path: string): NodeKey {
    const key = this.form.find(path);
    if (key === null) throw new Error(`No node at ${path}`);
    return key;
  }

  set(path: string, value: string) {
    return this.form.set(this.key(path), value);
  }

  get(path: string) {
    return this.form.get(this.key(path));
  }

  value(path: string): string {
    return this.get(path).value;
  }

  choices(path: string): readonly string[] {
    return this.form.choices(this.key(path)).map((choice) => choice.value);
  }

  /** The repeat itself, of which copies are made. */
  repeat(path: string): NodeKey {
    const parent = this.form.find(path.replace(/\/[^/]*$/, '')) ?? this.form.root;
    const found = [parent, ...this.below(parent)].find(
      (key) => this.form.describe(key).kind === 'repeat' && this.form.pathOf(key) === path,
    );
    if (found === undefined) throw new Error(`No repeat at ${path}`);
    return found;
  }

  below(key: NodeKey): readonly NodeKey[] {
    return this.form.children(key).flatMap((child) => [child, ...this.below(child)]);
  }

  xml(): string {
    return this.form.submission().xml;
  }
}
