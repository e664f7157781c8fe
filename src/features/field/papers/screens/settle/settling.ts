import { createSignal } from 'solid-js';
import { must } from '../../../../../kernel/result.ts';
import type { FormToFill } from '../../../../../platform/ui/fill-form/load-form.ts';
import { openFilled } from '../../../../../platform/ui/fill-form/open-filled.ts';
import { createFormModel, type FormModel } from '../../../../../platform/ui/form/model/form-model.ts';
import type { NodeKey } from '../../../../../xforms/form/session.ts';
import { answersOfRecord, type KeptAnswers } from '../../../../../xforms/instance/draft.ts';
import { definitionsOf } from '../../../../../xforms/instance/record/definition.ts';
import { readAnswers } from '../../../../../xforms/openrosa/read-record.ts';
import { askedForm } from '../../comparing/asked-answers.ts';
import { compareCopies, type Difference } from '../../comparing/compare-copies.ts';
import { findRepeat } from '../../comparing/find-repeat.ts';
import { mergeCopies } from '../../comparing/merge-copies.ts';
import { normalAnswer } from '../../comparing/normal-answer.ts';
import { instanceIdOf } from '../../paper.ts';

/** What is taken at a place: one of the two, something else that was written, or nothing yet. */
export type Pick = 'a' | 'b' | 'other' | null;

/** A sheet that is being settled. */
export interface Settling {
  readonly model: FormModel;
  readonly differences: readonly Difference[];
  /** The node that a difference is of; null: the form does not show it at present. */
  readonly nodeOf: (difference: Difference) => NodeKey | null;
  readonly pickOf: (difference: Difference) => Pick;
  readonly pick: (difference: Difference, side: 'a' | 'b') => void;
  /** Takes whatever is written at the place, be it nothing. */
  readonly accept: (difference: Difference) => void;
  /** The record as it was settled, the same however often it is asked for. */
  readonly seal: () => string;
}

/** Opens what both copies say, and what differs as it is picked. */
export function openSettling(
  form: FormToFill,
  copies: { readonly a: string; readonly b: string },
  given: { readonly paperId: string; readonly language: string },
): Settling {
  const { core } = form.package;
  const asked = askedForm(core);
  const [a, b] = [copies.a, copies.b].map((xml) => {
    const read = readAnswers(xml, core);
    return must(read.ok ? read.value.root : null, 'Read a copy of a sheet: it could be read when it came');
  });
  if (a === undefined || b === undefined) throw new Error('Settle a sheet: two copies');
  const root = must(definitionsOf(core)[0], 'Settle a sheet: its form has a root');
  const instance = named(answersOfRecord(mergeCopies(asked, a, b), root), instanceIdOf(given.paperId));
  const language = core.languages.find((name) => name.endsWith(`(${given.language})`)) ?? core.language;
  const draft = { form: core.id, version: core.version, language, instance };
  const opened = openFilled({ ...form, record: null, draft, language: given.language });
  const { session } = must(opened.ok ? opened.value : null, 'Open a sheet: its copies are records of its form');
  let sealed: string | null = null;
  const model = createFormModel(session, () => {
    sealed = null;
  });
  const seal = () => {
    sealed ??= session.submission().xml;
    return sealed;
  };
  return { model, differences: compareCopies(asked, a, b), seal, ...createPicks(model) };
}

function named(kept: KeptAnswers, instanceId: string): KeptAnswers {
  if (typeof kept === 'string' || Array.isArray(kept)) return kept;
  return Object.fromEntries(
    Object.entries(kept as Readonly<Record<string, KeptAnswers>>).map(([name, inner]) => {
      const local = name.replace(/^.*:/, '');
      if (local === 'instanceID') return [name, instanceId];
      return [name, local === 'meta' ? named(inner, instanceId) : inner];
    }),
  );
}

function createPicks(model: FormModel): globalThis.Pick<Settling, 'nodeOf' | 'pickOf' | 'pick' | 'accept'> {
  const [accepted, setAccepted] = createSignal<ReadonlySet<string>>(new Set());
  const resize = createResize(model);
  const nodeOf = ({ kind, path }: Difference) =>
    kind === 'answer' ? model.session.find(path) : findRepeat(model.session, path);
  const accept = ({ path }: Difference) => setAccepted((before) => new Set([...before, path]));
  return {
    nodeOf,
    accept,
    pick: (difference, side) => {
      const node = nodeOf(difference);
      if (node === null) return;
      accept(difference);
      const value = difference[side] ?? '';
      if (difference.kind === 'count') resize(node, Number(value));
      else model.answer(node, value);
    },
    pickOf: (difference) => {
      const node = nodeOf(difference);
      if (node === null) return null;
      const isAccepted = accepted().has(difference.path);
      if (difference.kind === 'count') {
        return isAccepted ? sideOf(String(model.children(node).length), difference, (text) => text) : null;
      }
      const { value } = model.state(node);
      // What was not asked in one copy was never open: it stands as the other has it.
      const isOpen = difference.a !== null && difference.b !== null;
      if (value === '' && isOpen && !isAccepted) return null;
      const { type, control } = model.describe(node);
      return sideOf(value, difference, (text) => normalAnswer(text, { type, control }));
    },
  };
}

function sideOf(value: string, { a, b }: Difference, normal: (text: string) => string): Pick {
  if (normal(value) === normal(a ?? '')) return 'a';
  return normal(value) === normal(b ?? '') ? 'b' : 'other';
}

/** Changes how many copies a repeat has; those that were taken away come back with their answers. */
function createResize(model: FormModel): (repeat: NodeKey, count: number) => void {
  const takenAway = new Map<NodeKey, (() => void)[]>();
  return (repeat, count) => {
    const taken = takenAway.get(repeat) ?? [];
    takenAway.set(repeat, taken);
    for (let copies = model.children(repeat); copies.length > count; copies = model.children(repeat)) {
      taken.push(model.removeCopy(must(copies.at(-1), 'Take a copy away: there is one')));
    }
    while (model.children(repeat).length < count) {
      const putBack = taken.pop();
      if (putBack === undefined) model.addCopy(repeat);
      else putBack();
    }
  };
}
