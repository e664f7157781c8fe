import { must } from '../../../kernel/result.ts';
import type { NodeKey } from '../../form/session.ts';
import type { PackedBody } from '../../package/form-package.ts';
import type { Definition } from '../record/definition.ts';
import { nodesBelow, type RecordNode } from '../record/record-node.ts';
import type { ViewNode } from './view-node.ts';

/** What is shown, made as far as somebody looks. */
export class ViewTree {
  readonly root: ViewNode;
  readonly #definitions: readonly Definition[];
  readonly #byKey = new Map<NodeKey, ViewNode>();
  readonly #byNode = new Map<RecordNode, ViewNode[]>();
  readonly #numbers = new Map<PackedBody, number>();

  constructor(body: readonly PackedBody[], definitions: readonly Definition[], record: RecordNode) {
    this.#definitions = definitions;
    const all: PackedBody = { kind: 'group', node: 0, children: body };
    this.#number(all);
    this.root = this.#register({ kind: 'group', body: all, parent: null, node: record, repeat: null });
  }

  /** @throws Error where the key is of no node that lives. */
  at(key: NodeKey): ViewNode {
    return must(this.#byKey.get(key), `Look up a node of the form: no node ${key}`);
  }

  /** What shows a node of the record, so far as it has been looked at. */
  showing(node: RecordNode): readonly ViewNode[] {
    return this.#byNode.get(node) ?? [];
  }

  childrenOf(view: ViewNode): readonly ViewNode[] {
    view.children ??= view.kind === 'repeat' ? this.#copies(view) : this.#inside(view);
    return view.children;
  }

  /** Every node that has been looked at. */
  known(): Iterable<ViewNode> {
    return this.#byKey.values();
  }

  /** Repeats below a node of the record show other copies than before. */
  forgetCopies(parent: RecordNode): readonly ViewNode[] {
    const repeats = this.showing(parent).filter((view) => view.kind === 'repeat');
    for (const repeat of repeats) {
      const before = repeat.children ?? [];
      repeat.children = null;
      const after = new Set(this.childrenOf(repeat));
      for (const gone of before) if (!after.has(gone)) this.#forget(gone);
    }
    return repeats;
  }

  #forget(view: ViewNode): void {
    for (const child of view.children ?? []) this.#forget(child);
    this.#byKey.delete(view.key);
    this.#byNode.delete(view.node);
  }

  #number(body: PackedBody): void {
    this.#numbers.set(body, this.#numbers.size);
    for (const child of body.children ?? []) this.#number(child);
  }

  #copies(repeat: ViewNode): readonly ViewNode[] {
    const copies = repeat.repeat === null ? [] : repeat.node.copiesOf(repeat.repeat);
    return copies.map((copy) => {
      const known = this.showing(copy).find((view) => view.kind === 'copy' && view.parent === repeat);
      return (
        known ?? this.#register({ kind: 'copy', body: repeat.body, parent: repeat, node: copy, repeat: repeat.repeat })
      );
    });
  }

  #inside(view: ViewNode): readonly ViewNode[] {
    return (view.body?.children ?? []).map((body) => this.#show(body, view));
  }

  #show(body: PackedBody, parent: ViewNode): ViewNode {
    const definition = this.#definitions[body.node];
    if (definition === undefined)
      return this.#register({ kind: body.kind, body, parent, node: parent.node, repeat: null });
    // From the node of the record that is known above: the copy around it, or the root.
    const base = parent.node;
    if (definition.isRepeat && body.kind !== 'question' && base.definition !== definition) {
      const around = below(base, definition.parent ?? definition) ?? base;
      return this.#register({ kind: body.kind, body, parent, node: around, repeat: definition });
    }
    const node = below(base, definition) ?? base;
    return this.#register({ kind: body.kind, body, parent, node, repeat: null });
  }

  #register(made: Omit<ViewNode, 'key' | 'children' | 'state' | 'choices'>): ViewNode {
    const number = made.body === null ? 0 : (this.#numbers.get(made.body) ?? 0);
    const mark = made.kind === 'copy' ? 'c' : made.kind === 'repeat' ? 'r' : '';
    const key = `${mark}${number}.${made.node.serial}` as NodeKey;
    const view: ViewNode = { ...made, key, children: null, state: null, choices: null };
    this.#byKey.set(key, view);
    const known = this.#byNode.get(made.node);
    if (known === undefined) this.#byNode.set(made.node, [view]);
    else known.push(view);
    return view;
  }
}

/** A node of that definition below the nearest node around it that both share. */
function below(base: RecordNode, definition: Definition): RecordNode | null {
  for (let at: RecordNode | null = base; at !== null; at = at.parent) {
    const found = isAround(at.definition, definition) ? nodesBelow(at, definition)[0] : undefined;
    if (found !== undefined) return found;
  }
  return null;
}

function isAround(outer: Definition, inner: Definition): boolean {
  for (let at: Definition | null = inner; at !== null; at = at.parent) {
    if (at === outer) return true;
  }
  return false;
}
