import type { Fault } from '../../../kernel/issue.ts';
import { ok, type Result } from '../../../kernel/result.ts';
import type { ItemTable } from '../../../xforms/form/form.ts';
import type { Draft, FormSession, NodeKey } from '../../../xforms/form/session.ts';
import { answersOfRecord, type KeptAnswers } from '../../../xforms/instance/draft.ts';
import { openForm } from '../../../xforms/instance/open.ts';
import type { OpenForm } from '../../../xforms/instance/open-form.ts';
import { type Definition, definitionsOf } from '../../../xforms/instance/record/definition.ts';
import { readRecord } from '../../../xforms/openrosa/read-record.ts';
import { type FormPackage, Rule } from '../../../xforms/package/form-package.ts';
import type { Environment } from '../../../xforms/xpath/scope.ts';

/** What a form is opened with, to be filled at the desk. */
export interface FillOptions {
  readonly package: FormPackage;
  /** Tables that the form reads, by their `src`. */
  readonly tables: ReadonlyMap<string, ItemTable>;
  /** XML of the earlier record that is to be corrected; null: a new one. */
  readonly record: string | null;
  /** Where it was left; null: it begins. */
  readonly draft: Draft | null;
  /** Language of the reader (BCP 47): the form opens in it where it has it. */
  readonly language: string;
}

/** An answer of an earlier record that the form has no place for as it stands. */
export interface AsideAnswer {
  /** Path with positions of copies: `/data/visit[2]/note`. */
  readonly path: string;
  readonly value: string;
}

/** A form that is open, and what of the earlier record did not fit. */
export interface OpenedFill {
  readonly session: OpenForm;
  readonly aside: readonly AsideAnswer[];
}

/**
 * Opens a form at the desk, new or with an earlier record. Faults are those of `openForm` and `readRecord`.
 *
 * What the form has no place for, does not offer as a choice any more, or does not ask as the other answers stand, is told as
 * `aside`: it would not be in the corrected record.
 */
export function openFilled(options: FillOptions): Result<OpenedFill, Fault> {
  const { core } = options.package;
  const own = options.draft?.language ?? core.languages.find((name) => name.endsWith(`(${options.language})`));
  const language = own === undefined ? {} : { language: own };
  const common = { package: options.package, data: options.tables, environment: DESK, ...language };
  const resumed = options.draft === null ? {} : { draft: options.draft };
  if (options.record === null) {
    const opened = openForm({ ...common, ...resumed });
    return opened.ok ? ok({ session: opened.value, aside: opened.value.leftovers }) : opened;
  }
  const read = readRecord(options.record, core);
  if (!read.ok) return read;
  const record = read.value.root;
  const fresh = openForm({ ...common, record });
  if (!fresh.ok) return fresh;
  dropUnoffered(fresh.value);
  const [root] = definitionsOf(core);
  const aside = root === undefined ? [] : findAside(root, answersOfRecord(record, root), fresh.value);
  if (options.draft === null) return ok({ session: fresh.value, aside });
  const opened = openForm({ ...common, record, ...resumed });
  return opened.ok ? ok({ session: opened.value, aside }) : opened;
}

const DESK: Environment = {
  now: () => Date.now(),
  uuid: () => crypto.randomUUID(),
  random: () => Math.random(),
  offsetMinutes: (instant) => -new Date(instant).getTimezoneOffset(),
  deviceId: 'desk',
  username: '',
  email: '',
  phoneNumber: '',
};

function findAside(root: Definition, given: KeptAnswers, session: OpenForm): AsideAnswer[] {
  const standing = new Map<string, string>();
  eachAnswer({ definition: root, kept: session.draft().instance as KeptAnswers, path: `/${root.name}` }, (answer) =>
    standing.set(answer.path, answer.value),
  );
  const shown = new Set(shownBelow(session, session.root).map((node) => session.pathOf(node)));
  const aside: AsideAnswer[] = [];
  eachAnswer({ definition: root, kept: given, path: `/${root.name}` }, ({ path, value, definition }) => {
    const isDerived = definition !== null && (definition.rules[Rule.calculate] !== undefined || isMeta(definition));
    if (value === '' || isDerived) return;
    const isUnasked = session.find(path) !== null && !shown.has(path);
    if (standing.get(path) !== value || isUnasked) aside.push({ path, value });
  });
  return aside;
}

/** Takes back what is chosen without being offered: nobody sees it, and it would be sent all the same. */
function dropUnoffered(session: FormSession): void {
  for (const node of shownBelow(session, session.root)) {
    const { control } = session.describe(node);
    const { value } = session.get(node);
    if (value === '' || (control !== 'select1' && control !== 'select' && control !== 'rank')) continue;
    const offered = new Set(session.choices(node).map((choice) => choice.value));
    const chosen = control === 'select1' ? [value] : value.split(/\s+/);
    if (chosen.some((one) => !offered.has(one))) session.set(node, chosen.filter((one) => offered.has(one)).join(' '));
  }
}

interface PlacedAnswers {
  /** Null: the form has no such place. */
  readonly definition: Definition | null;
  readonly kept: KeptAnswers;
  readonly path: string;
}

function eachAnswer(
  { definition, kept, path }: PlacedAnswers,
  visit: (answer: AsideAnswer & { readonly definition: Definition | null }) => void,
): void {
  if (typeof kept === 'string') {
    visit({ path, value: kept, definition });
  } else if (Array.isArray(kept)) {
    for (const [at, copy] of kept.entries()) eachAnswer({ definition, kept: copy, path: `${path}[${at + 1}]` }, visit);
  } else {
    for (const [name, inner] of Object.entries(kept as Readonly<Record<string, KeptAnswers>>)) {
      const child = definition?.children.find((each) => (each.isAttribute ? `@${each.name}` : each.name) === name);
      eachAnswer({ definition: child ?? null, kept: inner, path: `${path}/${name}` }, visit);
    }
  }
}

function isMeta({ parent, packed }: Definition): boolean {
  return packed.preload !== undefined || parent?.name.replace(/^.*:/, '') === 'meta';
}

function shownBelow(session: FormSession, node: NodeKey): readonly NodeKey[] {
  const { kind } = session.describe(node);
  if (kind !== 'repeat' && !session.get(node).isRelevant) return [];
  if (kind === 'question') return [node];
  return session.children(node).flatMap((child) => shownBelow(session, child));
}
