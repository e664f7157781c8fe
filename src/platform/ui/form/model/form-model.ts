import { batch, createSignal } from 'solid-js';
import type {
  Changes,
  Choice,
  FormSession,
  NodeDescription,
  NodeKey,
  NodeState,
  Violation,
} from '../../../../xforms/form/session.ts';
import { fillCopy, takeCopy } from './copies.ts';
import { Pulses } from './pulses.ts';

/** What is wrong with a question as it is shown: a violation of the form, or something typed that is no answer yet. */
export type Fault = Violation | { readonly kind: 'unfinished' };

/** A session whose reads are followed: what is computed from them is computed anew when they change, and nothing else. */
export interface FormModel {
  readonly session: FormSession;
  title(): string;
  language(): string;
  state(node: NodeKey): NodeState;
  describe(node: NodeKey): NodeDescription;
  children(node: NodeKey): readonly NodeKey[];
  choices(node: NodeKey): readonly Choice[];
  /** What is shown beside the question: nothing before one has left it or tried to go on. */
  faultOf(node: NodeKey): Fault | null;
  /** Something was typed that is no answer yet, half a date for example; or it is no longer so. */
  setUnfinished(node: NodeKey, isUnfinished: boolean): void;
  /** From now on, what is wrong with these is shown. */
  touch(nodes: Iterable<NodeKey>): void;
  answer(node: NodeKey, value: string): void;
  /** Adds a copy; gives it. */
  addCopy(repeat: NodeKey): NodeKey | null;
  /** Takes a copy away. @returns what puts it back with its answers, at its place. */
  removeCopy(copy: NodeKey): () => void;
  setLanguage(language: string): void;
}

/** Follows `session`; `onChange` hears of every change, for saving drafts. */
export function createFormModel(session: FormSession, onChange: (changes: Changes) => void): FormModel {
  const pulses = { nodes: new Pulses<NodeKey>(), choices: new Pulses<NodeKey>(), children: new Pulses<NodeKey>() };
  const [language, setLanguage] = createSignal(session.language, { equals: false });
  const spread = (changes: Changes) => {
    batch(() => {
      for (const kind of ['children', 'choices', 'nodes'] as const) pulses[kind].fire(changes[kind]);
    });
    onChange(changes);
  };
  const state = (node: NodeKey) => {
    language();
    pulses.nodes.track(node);
    return session.get(node);
  };
  return {
    session,
    language,
    state,
    children: (node) => {
      pulses.children.track(node);
      return session.children(node);
    },
    title: () => [language(), session.title][1] ?? '',
    describe: (node) => session.describe(node),
    choices: (node) => {
      language();
      pulses.choices.track(node);
      return session.choices(node);
    },
    ...createFaults(state),
    answer: (node, value) => {
      if (session.get(node).value !== value) spread(session.set(node, value));
    },
    ...createCopies(session, spread),
    setLanguage: (chosen) => {
      session.setLanguage(chosen);
      setLanguage(chosen);
    },
  };
}

function createFaults(state: FormModel['state']): Pick<FormModel, 'faultOf' | 'setUnfinished' | 'touch'> {
  const touched = new Set<NodeKey>();
  const unfinished = new Set<NodeKey>();
  const pulses = new Pulses<NodeKey>();
  return {
    faultOf: (node) => {
      pulses.track(node);
      if (unfinished.has(node)) return { kind: 'unfinished' };
      return touched.has(node) ? state(node).violation : null;
    },
    setUnfinished: (node, isUnfinished) => {
      if (unfinished.has(node) === isUnfinished) return;
      if (isUnfinished) unfinished.add(node);
      else unfinished.delete(node);
      pulses.fire([node]);
    },
    touch: (nodes) => {
      const fresh = [...nodes].filter((node) => !touched.has(node));
      for (const node of fresh) touched.add(node);
      batch(() => pulses.fire(fresh));
    },
  };
}

function createCopies(
  session: FormSession,
  spread: (changes: Changes) => void,
): Pick<FormModel, 'addCopy' | 'removeCopy'> {
  const addCopy = (repeat: NodeKey) => {
    spread(session.addRepeat(repeat));
    return session.children(repeat).at(-1) ?? null;
  };
  return {
    addCopy,
    removeCopy: (copy) => {
      const repeat = session.describe(copy).parent;
      if (repeat === null) return () => undefined;
      const place = session.children(repeat).indexOf(copy);
      const taken = session
        .children(repeat)
        .slice(place)
        .map((each) => takeCopy(session, each));
      spread(session.removeRepeat(copy));
      return () => {
        addCopy(repeat);
        const after = session.children(repeat).slice(place);
        for (const [at, answers] of taken.entries()) {
          const target = after[at];
          if (target !== undefined) fillCopy(session, { node: target, answers }, spread);
        }
      };
    },
  };
}
