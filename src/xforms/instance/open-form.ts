import { must } from '../../kernel/result.ts';
import type {
  Changes,
  Choice,
  Draft,
  FormSession,
  NodeDescription,
  NodeKey,
  NodeState,
  SubmittedRecord,
  Violation,
} from '../form/session.ts';
import type { FormPackage } from '../package/form-package.ts';
import { keptAnswers, type Leftover } from './draft.ts';
import { fillEnd } from './preloads.ts';
import type { Actions } from './record/actions.ts';
import { nothingTouched, type Recalculation } from './record/recalculation.ts';
import type { RecordNode } from './record/record-node.ts';
import { startRevision } from './revision.ts';
import { submissionOf } from './submission.ts';
import { findNode, pathOf } from './view/paths.ts';
import { States } from './view/states.ts';
import { Texts } from './view/texts.ts';
import type { ViewNode } from './view/view-node.ts';
import { ViewTree } from './view/view-tree.ts';
import type { FormWorld } from './world.ts';

/** The parts of a form that is open. */
export interface OpenFormParts {
  readonly form: FormPackage;
  readonly recalculation: Recalculation;
  readonly actions: Actions;
  readonly world: FormWorld;
  readonly leftovers: readonly Leftover[];
  readonly edited: boolean;
}

/** A question that waits for what only the program around can give: where the device is, or a recording. */
export interface DeviceRequest {
  readonly node: string;
  readonly kind: 'setgeopoint' | 'recordaudio';
}

/** A form that is being filled. */
export class OpenForm implements FormSession {
  readonly languages: readonly string[];
  readonly root: NodeKey;
  /** Answers of the draft for which the form has no place; they stay in the draft. */
  readonly leftovers: readonly Leftover[];
  readonly #parts: OpenFormParts;
  readonly #recalculation: Recalculation;
  readonly #texts: Texts;
  readonly #states: States;
  readonly #tree: ViewTree;
  #isRevised = false;
  /** The record that this one mends, where the form has no node for it. */
  #deprecatedId = '';

  constructor(parts: OpenFormParts) {
    const { core } = parts.form;
    const { definitions, root, evaluator } = parts.recalculation.parts;
    this.#parts = parts;
    this.#recalculation = parts.recalculation;
    this.#texts = new Texts(parts.form, evaluator);
    this.#states = new States(parts.recalculation, this.#texts);
    this.#tree = new ViewTree(core.body, definitions, root);
    this.languages = core.languages;
    this.leftovers = parts.leftovers;
    this.root = this.#tree.root.key;
    parts.world.texts = {
      // Where values are shared, nobody knows what the outputs of a text read.
      itext: (id, { shared: _, ...scope }) => this.#texts.renderId(id, scope),
      choiceName: (question, value) => this.#choiceName(question as RecordNode, value),
      language: () => this.#texts.language,
    };
  }

  get title(): string {
    const { title, titles } = this.#parts.form.core;
    return titles?.[this.language] ?? title;
  }

  get language(): string {
    return this.#texts.language;
  }

  children(node: NodeKey): readonly NodeKey[] {
    return this.#tree.childrenOf(this.#tree.at(node)).map((child) => child.key);
  }

  describe(node: NodeKey): NodeDescription {
    return this.#states.describe(this.#tree.at(node));
  }

  get(node: NodeKey): NodeState {
    return this.#states.stateOf(this.#tree.at(node));
  }

  find(path: string): NodeKey | null {
    return findNode(this.#tree, path)?.key ?? null;
  }

  pathOf(node: NodeKey): string {
    return pathOf(this.#tree.at(node));
  }

  set(node: NodeKey, value: string): Changes {
    this.#recalculation.setValue(this.#tree.at(node).node, value);
    return this.#settle();
  }

  choices(node: NodeKey): readonly Choice[] {
    return this.#states.choicesOf(this.#tree.at(node));
  }

  validate(below: NodeKey = this.root): readonly Violation[] {
    const view = this.#tree.at(below);
    const own = view.kind === 'question' ? this.#states.stateOf(view).violation : null;
    if (view.kind !== 'repeat' && view.node.isHidden) return [];
    return [
      ...(own === null ? [] : [own]),
      ...this.#tree.childrenOf(view).flatMap((child) => this.validate(child.key)),
    ];
  }

  addRepeat(repeat: NodeKey): Changes {
    const view = this.#tree.at(repeat);
    const definition = must(view.kind === 'repeat' ? view.repeat : null, `Add a copy: ${repeat} is no repeat`);
    const copy = this.#recalculation.addCopy(view.node, definition, definition.packed.template ?? {});
    if (copy !== null) this.#recalculation.touched.grown.add(copy);
    return this.#settle();
  }

  removeRepeat(copy: NodeKey): Changes {
    const view = this.#tree.at(copy);
    must(view.kind === 'copy' ? view : null, `Take a copy away: ${copy} is no copy of a repeat`);
    this.#recalculation.removeCopy(view.node);
    return this.#settle();
  }

  setLanguage(language: string): void {
    if (!this.languages.includes(language)) return;
    this.#texts.language = language;
    for (const view of this.#tree.known()) {
      view.state = null;
      view.choices = null;
    }
    this.#recalculation.rulesWait(this.#parts.form.core.languageRules);
    this.#settle();
  }

  draft(): Draft {
    const { core } = this.#parts.form;
    return {
      form: core.id,
      version: core.version,
      language: this.language,
      instance: keptAnswers(this.#recalculation.parts.root),
    };
  }

  submission(): SubmittedRecord {
    const { root } = this.#recalculation.parts;
    if (this.#parts.edited && !this.#isRevised) {
      this.#isRevised = true;
      this.#deprecatedId = startRevision(this.#recalculation);
    }
    fillEnd(this.#recalculation);
    this.#settle();
    return submissionOf(this.#parts.form.core, root, this.#deprecatedId);
  }

  /** Addresses of data that the form needs and that were not given: its choices stay empty without them. */
  missingData(): readonly string[] {
    return this.#parts.world.missing();
  }

  /** What the form asks of the device: answer each with `set`, with an empty text where it cannot be had. */
  requests(): readonly DeviceRequest[] {
    return [...this.#parts.actions.requested].map(([node, kind]) => ({ node: pathOf(node), kind }));
  }

  /** Answers a request of the form. */
  answerRequest(path: string, value: string): Changes {
    for (const node of this.#parts.actions.requested.keys()) {
      if (pathOf(node) !== path) continue;
      this.#parts.actions.requested.delete(node);
      this.#recalculation.setValue(node, value);
    }
    return this.#settle();
  }

  #choiceName(question: RecordNode, value: string): string {
    const view = findNode(this.#tree, pathOf(question));
    if (view === null) return value;
    return this.#states.choicesOf(view).find((choice) => choice.value === value)?.label ?? '';
  }

  /** Lets everything follow from what was changed, and tells what is to be drawn anew. */
  #settle(): Changes {
    this.#recalculation.run();
    this.#parts.actions.settle();
    this.#dropLostChoices();
    const { touched } = this.#recalculation;
    this.#recalculation.touched = nothingTouched();
    const changes = { nodes: new Set<NodeKey>(), choices: new Set<NodeKey>(), children: new Set<NodeKey>() };
    for (const node of touched.states) this.#forgetState(node, changes.nodes);
    for (const node of touched.choices)
      for (const view of this.#tree.showing(node)) this.#forgetChoices(view, changes.choices);
    for (const parent of touched.parents) {
      for (const repeat of this.#tree.forgetCopies(parent)) changes.children.add(repeat.key);
      this.#forgetState(parent, changes.nodes);
    }
    return changes;
  }

  #forgetState(node: RecordNode, changed: Set<NodeKey>): void {
    const around = node.definition.isRepeat && node.parent !== null ? this.#tree.showing(node.parent) : [];
    for (const view of [...this.#tree.showing(node), ...around.filter((each) => each.repeat !== null)]) {
      view.state = null;
      changed.add(view.key);
    }
  }

  #forgetChoices(view: ViewNode, changed: Set<NodeKey>): void {
    view.choices = null;
    changed.add(view.key);
  }

  /** An answer that is no longer among the choices is taken back, as long as the question is shown. */
  #dropLostChoices(): void {
    const { touched } = this.#recalculation;
    const checked = new Set<RecordNode>();
    for (let next = first(touched.choices, checked); next !== null; next = first(touched.choices, checked)) {
      checked.add(next);
      if (next.isHidden || next.value === '') continue;
      const view = findNode(this.#tree, pathOf(next));
      if (view?.body?.choices === undefined || 'items' in view.body.choices) continue;
      view.choices = null;
      const offered = new Set(this.#states.choicesOf(view).map((choice) => choice.value));
      const isList = view.body.control !== 'select1';
      const kept = isList
        ? next.value
            .split(/\s+/)
            .filter((value) => offered.has(value))
            .join(' ')
        : offered.has(next.value)
          ? next.value
          : '';
      this.#recalculation.setValue(next, kept);
      this.#recalculation.run();
      this.#parts.actions.settle();
    }
  }
}

function first(nodes: ReadonlySet<RecordNode>, except: ReadonlySet<RecordNode>): RecordNode | null {
  for (const node of nodes) if (!except.has(node)) return node;
  return null;
}
