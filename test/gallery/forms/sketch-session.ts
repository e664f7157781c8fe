import type {
  Changes,
  Choice,
  FormSession,
  NodeDescription,
  NodeKey,
  NodeState,
  Violation,
} from '../../../src/xforms/form/session.ts';

export interface Sketch {
  readonly name: string;
  readonly kind?: NodeDescription['kind'];
  readonly control?: NodeDescription['control'];
  readonly type?: string;
  readonly look?: string;
  readonly label?: string | ((read: Read, language: string) => string);
  readonly hint?: string;
  readonly guidance?: string;
  readonly media?: Record<string, string>;
  readonly attributes?: Record<string, string>;
  readonly isCounted?: boolean;
  readonly isRequired?: boolean;
  readonly value?: string | ((read: Read) => string);
  readonly isReadonly?: boolean;
  readonly relevant?: (read: Read) => boolean;
  readonly constraint?: readonly [message: string, holds: (value: string, read: Read) => boolean];
  readonly choices?: readonly Choice[] | ((read: Read) => readonly Choice[]);
  readonly children?: readonly Sketch[];
}

export type Read = (name: string) => string;

interface Made {
  readonly key: NodeKey;
  readonly sketch: Sketch;
  readonly parent: Made | null;
  children: Made[];
  value: string;
}

const TYPES: Record<string, RegExp> = { int: /^-?\d+$/, decimal: /^-?\d+(\.\d+)?$/ };

/** A form that is drawn by hand, for looking at the view. */
export function sketchSession(title: string, languages: readonly string[], sketches: readonly Sketch[]): FormSession {
  const all = new Map<NodeKey, Made>();
  let count = 0;
  let language = languages[0] ?? '';
  const make = (sketch: Sketch, parent: Made | null): Made => {
    count += 1;
    const made: Made = { key: `n${count}` as NodeKey, sketch, parent, children: [], value: '' };
    if (typeof sketch.value === 'string') made.value = sketch.value;
    all.set(made.key, made);
    made.children = sketch.kind === 'repeat' ? [copy(made)] : (sketch.children ?? []).map((child) => make(child, made));
    return made;
  };
  const copy = (repeat: Made): Made =>
    make({ name: repeat.sketch.name, kind: 'copy', children: repeat.sketch.children ?? [] }, repeat);
  const at = (key: NodeKey): Made => all.get(key) as Made;
  const root = make({ name: 'form', kind: 'group', children: sketches }, null);
  const read = (from: Made) => (name: string) => {
    for (let near: Made | null = from; near !== null; near = near.parent) {
      const found = within(near, name);
      if (found !== null) return answerOf(found);
    }
    return '';
  };
  const within = (made: Made, name: string): Made | null => {
    if (made.sketch.name === name && made.children.length === 0) return made;
    for (const child of made.children) {
      const found = within(child, name);
      if (found !== null) return found;
    }
    return null;
  };
  const answerOf = (made: Made): string =>
    typeof made.sketch.value === 'function' ? made.sketch.value(read(made)) : made.value;
  const isRelevant = (made: Made): boolean =>
    (made.sketch.relevant?.(read(made)) ?? true) && (made.parent === null || isRelevant(made.parent));
  const violationOf = (made: Made): Violation | null => {
    const value = answerOf(made);
    const { sketch, key } = made;
    if (value === '') return sketch.isRequired ? { node: key, kind: 'required', message: '' } : null;
    if (!(TYPES[sketch.type ?? '']?.test(value) ?? true)) return { node: key, kind: 'type', message: '' };
    if (sketch.constraint === undefined || sketch.constraint[1](value, read(made))) return null;
    return { node: key, kind: 'constraint', message: sketch.constraint[0] };
  };
  const get = (key: NodeKey): NodeState => {
    const made = at(key);
    const { sketch } = made;
    const label = typeof sketch.label === 'function' ? sketch.label(read(made), language) : (sketch.label ?? '');
    return {
      value: answerOf(made),
      isRelevant: isRelevant(made),
      isRequired: sketch.isRequired ?? false,
      isReadonly: sketch.isReadonly ?? typeof sketch.value === 'function',
      label,
      hint: sketch.hint ?? '',
      guidance: sketch.guidance ?? '',
      media: sketch.media ?? {},
      violation: isRelevant(made) ? violationOf(made) : null,
    };
  };
  const snapshot = () => new Map([...all.keys()].map((key) => [key, JSON.stringify([get(key), choices(key)])]));
  const choices = (key: NodeKey): readonly Choice[] => {
    const { sketch } = at(key);
    return typeof sketch.choices === 'function' ? sketch.choices(read(at(key))) : (sketch.choices ?? []);
  };
  const change = (change: () => NodeKey | null): Changes => {
    const before = snapshot();
    const children = change();
    const nodes = [...snapshot()].filter(([key, text]) => before.get(key) !== text).map(([key]) => key);
    return { nodes: new Set(nodes), choices: new Set(nodes), children: new Set(children === null ? [] : [children]) };
  };
  const below = (made: Made): Made[] => [made, ...made.children.flatMap(below)];
  return {
    title,
    languages,
    get language() {
      return language;
    },
    root: root.key,
    children: (key) => at(key).children.map((child) => child.key),
    describe: (key) => describe(at(key)),
    get,
    choices,
    find: () => null,
    pathOf: (key) => key,
    set: (key, value) =>
      change(() => {
        at(key).value = value;
        return null;
      }),
    validate: (key) => below(key === undefined ? root : at(key)).flatMap((made) => get(made.key).violation ?? []),
    addRepeat: (key) =>
      change(() => {
        at(key).children = [...at(key).children, copy(at(key))];
        return key;
      }),
    removeRepeat: (key) =>
      change(() => {
        const repeat = at(key).parent as Made;
        repeat.children = repeat.children.filter((each) => each.key !== key);
        return repeat.key;
      }),
    setLanguage: (chosen) => {
      language = chosen;
    },
    draft: () => ({ form: title, version: null, language, instance: null }),
    submission: () => ({ instanceId: '', xml: '', attachments: [] }),
  };
}

function describe({ sketch, parent }: Made): NodeDescription {
  const kind = sketch.kind ?? 'question';
  return {
    kind,
    name: sketch.name,
    parent: parent?.key ?? null,
    control: kind === 'question' ? (sketch.control ?? 'input') : null,
    type: sketch.type ?? 'string',
    appearance: (sketch.look ?? '').split(' ').filter(Boolean),
    attributes: sketch.attributes ?? {},
    isCounted: sketch.isCounted ?? false,
  };
}
