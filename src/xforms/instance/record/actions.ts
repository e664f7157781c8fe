import type { PackedAction } from '../../package/form-package.ts';
import type { AstList } from '../../xpath/ast.ts';
import { walkSlots } from '../../xpath/nodes/walk-slots.ts';
import { calculatedText } from './calculated-text.ts';
import type { Definition } from './definition.ts';
import type { DocumentNode } from './document-node.ts';
import type { Recalculation } from './recalculation.ts';
import { nodesBelow, RecordNode } from './record-node.ts';

/** How often values may change one another before it is enough. */
const MOST_ROUNDS = 100;

/** Does what the form asks for when something happens (ODK XForms, Events and Actions). */
export class Actions {
  /** Nodes that wait for a position or a recording, which only the program around can give. */
  readonly requested = new Map<RecordNode, 'setgeopoint' | 'recordaudio'>();
  readonly #recalculation: Recalculation;
  readonly #document: DocumentNode;
  readonly #byEvent = new Map<string, PackedAction[]>();

  constructor(recalculation: Recalculation, document: DocumentNode) {
    this.#recalculation = recalculation;
    this.#document = document;
    for (const action of recalculation.parts.core.actions) {
      for (const event of action.events) {
        const known = this.#byEvent.get(event);
        if (known === undefined) this.#byEvent.set(event, [action]);
        else known.push(action);
      }
    }
  }

  /** An event of the form as a whole. */
  dispatch(event: string): void {
    for (const action of this.#byEvent.get(event) ?? []) {
      if (action.source < 0) this.#perform(action, this.#document);
      else for (const source of this.#below(this.#recalculation.parts.root, action)) this.#perform(action, source);
      this.#recalculation.run();
    }
  }

  /** A copy of a repeat has been added. */
  dispatchNewCopy(copy: RecordNode): void {
    for (const action of this.#byEvent.get('odk-new-repeat') ?? []) {
      const definition = this.#recalculation.parts.definitions[action.source];
      if (innermostRepeat(definition ?? null) !== copy.definition) continue;
      for (const source of this.#below(copy, action)) this.#perform(action, source);
    }
  }

  /** Lets changed values and new copies be followed by what the form asks for, until nothing changes any more. */
  settle(): void {
    const { touched } = this.#recalculation;
    for (let round = 0; round < MOST_ROUNDS && touched.values.size + touched.grown.size > 0; round += 1) {
      const [values, grown] = [[...touched.values], [...touched.grown]];
      touched.values.clear();
      touched.grown.clear();
      for (const copy of grown) this.dispatchNewCopy(copy);
      for (const node of values) this.#dispatchChange(node);
      this.#recalculation.run();
    }
  }

  #dispatchChange(node: RecordNode): void {
    for (const action of this.#byEvent.get('xforms-value-changed') ?? []) {
      if (action.source === node.definition.number) this.#perform(action, node);
    }
  }

  #below(base: RecordNode, action: PackedAction): readonly RecordNode[] {
    const definition = this.#recalculation.parts.definitions[action.source];
    return definition === undefined ? [] : nodesBelow(base, definition);
  }

  #perform(action: PackedAction, source: RecordNode | DocumentNode): void {
    const found = walkSlots(action.path as AstList, source);
    const targets = Array.isArray(found) ? found : [found];
    for (const target of targets) {
      if (!(target instanceof RecordNode)) continue;
      if (action.kind !== 'setvalue') this.requested.set(target, action.kind);
      else {
        const { evaluator } = this.#recalculation.parts;
        const value = evaluator.value(action.value, this.#recalculation.scopeAt(target));
        this.#recalculation.setValue(target, calculatedText(value, target.definition.type));
      }
    }
  }
}

function innermostRepeat(definition: Definition | null): Definition | null {
  for (let at = definition; at !== null; at = at.parent) {
    if (at.isRepeat) return at;
  }
  return null;
}
