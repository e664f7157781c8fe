import { plainText } from '../../../../xforms/form/parse-markdown.ts';
import type { NodeKey } from '../../../../xforms/form/session.ts';
import type { FormModel } from '../model/form-model.ts';
import { questionsBelow } from './stops.ts';

/** A part of a form to which one can jump. */
export interface Section {
  readonly node: NodeKey;
  readonly title: NodeTitle;
  /** 1: outermost. */
  readonly level: number;
  /** How many questions that have to be answered are not. */
  readonly missingCount: number;
  /** How many answers cannot stay as they are. */
  readonly wrongCount: number;
  readonly isAnswered: boolean;
}

/** What a node is called; copies of a repeat have the words of the repeat and a number. */
export interface NodeTitle {
  readonly words: string;
  /** From 1; null where it is no copy. */
  readonly number: number | null;
}

const DEEPEST = 3;

/** The sections of a form as it stands: groups that bear a title, copies of repeats, and runs of questions between them. */
export function listSections(model: FormModel): readonly Section[] {
  return sectionsBelow(model, model.session.root, 1);
}

/** What a node is called: its label, for a copy that of its repeat, else the name in the record. */
export function titleOf(model: FormModel, node: NodeKey): NodeTitle {
  const { kind, name, parent } = model.describe(node);
  if (kind === 'copy' && parent !== null) {
    const number = model.children(parent).indexOf(node) + 1;
    return { words: titleOf(model, parent).words, number };
  }
  const own = plainText(model.state(node).label);
  if (own !== '' || kind !== 'repeat' || parent === null) return { words: own || name, number: null };
  return { words: plainText(model.state(parent).label) || name, number: null };
}

function sectionsBelow(model: FormModel, node: NodeKey, level: number): readonly Section[] {
  const sections: Section[] = [];
  let isRun = false;
  for (const child of model.children(node)) {
    if (!model.state(child).isRelevant) continue;
    const { kind } = model.describe(child);
    if (kind === 'question') {
      if (!isRun && level === 1) sections.push(sectionOf(model, child, level));
      isRun = true;
      continue;
    }
    isRun = false;
    sections.push(...groupSections(model, child, level));
  }
  return sections;
}

function groupSections(model: FormModel, node: NodeKey, level: number): readonly Section[] {
  const { kind } = model.describe(node);
  if (kind === 'repeat') {
    const copies = model.children(node).filter((copy) => model.state(copy).isRelevant);
    return copies.flatMap((copy) => groupSections(model, copy, level));
  }
  const isTitled = kind === 'copy' || (model.state(node).label !== '' && !isAroundCopies(model, node));
  if (!isTitled) return sectionsBelow(model, node, level);
  if (questionsBelow(model, node).length === 0 && !hasRepeat(model, node)) return [];
  const below = level < DEEPEST ? sectionsBelow(model, node, level + 1) : [];
  return [sectionOf(model, node, level), ...below];
}

/** XLSForm puts a group around each repeat, which lends its title to the copies: where there are copies, they stand for it. */
function isAroundCopies(model: FormModel, node: NodeKey): boolean {
  const [only, ...others] = model.children(node);
  if (only === undefined || others.length > 0 || model.describe(only).kind !== 'repeat') return false;
  return model.children(only).length > 0;
}

function hasRepeat(model: FormModel, node: NodeKey): boolean {
  return model.children(node).some((child) => model.describe(child).kind === 'repeat' || hasRepeat(model, child));
}

function sectionOf(model: FormModel, node: NodeKey, level: number): Section {
  const questions = model.describe(node).kind === 'question' ? runFrom(model, node) : questionsBelow(model, node);
  const states = questions.map((question) => model.state(question));
  const missingCount = states.filter(({ violation }) => violation?.kind === 'required').length;
  const wrongCount = states.filter(({ violation }) => violation !== null).length - missingCount;
  const isAnswered = states.some(({ value, isReadonly }) => value !== '' && !isReadonly);
  return { node, title: titleOf(model, node), level, missingCount, wrongCount, isAnswered };
}

/** The questions that follow each other from `first` on, up to the next group. */
function runFrom(model: FormModel, first: NodeKey): readonly NodeKey[] {
  const beside = model.children(model.describe(first).parent ?? model.session.root);
  const rest = beside.slice(beside.indexOf(first));
  const end = rest.findIndex((node) => model.describe(node).kind !== 'question');
  return rest.slice(0, end < 0 ? undefined : end).filter((node) => model.state(node).isRelevant);
}
