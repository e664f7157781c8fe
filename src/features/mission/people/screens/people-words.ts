import { parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import type { Fault } from '../../../../kernel/issue.ts';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import type { ApiProblem } from '../../../../platform/ui/api.ts';
import type { Choice } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import type { Status } from '../../../../platform/ui/parts/marks/mark-shapes.tsx';
import { type AccreditationState, STEP_KINDS } from '../accreditation.ts';
import type { FieldChange, PersonKind, Term } from '../person.ts';
import { PERSON_KINDS, TERMS } from '../person.ts';

/** The shape of where an accreditation stands. */
export const STATE_SHAPES: Readonly<Record<AccreditationState, Status>> = {
  none: 'gap',
  applied: 'pending',
  granted: 'met',
  refused: 'missed',
  withdrawn: 'not-applicable',
  expired: 'late',
};

/** `Observer, long-term`. */
export function wordKind({ t }: Messages, { kind, term }: { readonly kind: PersonKind; readonly term: Term | null }) {
  return term === null ? t(`people.kind.${kind}`) : `${t(`people.kind.${kind}`)}, ${t(`people.term.${term}`)}`;
}

/** A language as the reader calls it. */
export function wordLanguage({ language }: Messages, tag: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag;
}

/** A day as the reader writes it; what is none as it is. */
export function wordDay({ formatDate }: Messages, day: string): string {
  const date = parseCalendarDate(day);
  return date === null ? day : formatDate(date);
}

/** Days that somebody is in a team. */
export function wordDays(
  messages: Messages,
  { fromDay, toDay }: { readonly fromDay: string | null; readonly toDay: string | null },
): string {
  const [from, to] = [fromDay ?? '', toDay ?? ''].map((day) => wordDay(messages, day));
  if (fromDay === null && toDay === null) return messages.t('people.days.all');
  if (toDay === null) return messages.t('people.days.from', { day: from ?? '' });
  if (fromDay === null) return messages.t('people.days.until', { day: to ?? '' });
  return fromDay === toDay ? (from ?? '') : messages.t('people.days.between', { from: from ?? '', to: to ?? '' });
}

/** What a field is called, by its name in the program or its column in a file; whatever has no name as it is. */
export function wordField(messages: Messages, field: string): string {
  const name = field.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return messages.find(`people.field.${name}`) ?? field;
}

/** What a field held, in words. */
export function wordValue(messages: Messages, field: string, value: string | null): string {
  if (value === null) return messages.t('people.nothing');
  if (field === 'kind' || field === 'term') return messages.find(`people.${field}.${value}`) ?? value;
  if (field === 'languages')
    return value
      .split('|')
      .map((tag) => wordLanguage(messages, tag))
      .join(', ');
  return wordDay(messages, value.replaceAll('|', ', '));
}

/** `Role: first → second`. */
export function wordChange(messages: Messages, { field, before, after }: FieldChange): string {
  const [from, to] = [wordValue(messages, field, before), wordValue(messages, field, after)];
  return `${wordField(messages, field)}: ${from} → ${to}`;
}

/** What a fault says. */
export function wordIssue(messages: Messages, { code, parameters }: Fault): string {
  if (code === 'accreditation-order') return wordOrder(messages, parameters);
  return messages.find(`issues.${code}`, parameters) ?? messages.t('people.issue-other');
}

function wordOrder(messages: Messages, { found, after }: Fault['parameters']): string {
  const word = (state: unknown) => messages.find(`people.state.${state}`) ?? String(state);
  return messages.find('issues.accreditation-order', { found: word(found), after: word(after) }) ?? '';
}

/** What is wrong with a field of what was sent, in words; undefined where nothing is. */
export function faultOf(messages: Messages, problem: ApiProblem | null, column: string): string | undefined {
  const found = problem?.issues.filter((issue) => issue.column === column || issue.column?.startsWith(`${column}.`));
  if (found === undefined || found.length === 0) return undefined;
  return found.map((issue) => wordIssue(messages, issue)).join(' ');
}

/** What people can be. */
export function kindChoices({ t }: Messages): Choice[] {
  return PERSON_KINDS.map((kind) => ({ value: kind, label: t(`people.kind.${kind}`) }));
}

/** For how long observers can be there. */
export function termChoices({ t }: Messages): Choice[] {
  return TERMS.map((term) => ({ value: term, label: t(`people.term.${term}`) }));
}

/** Steps of an accreditation. */
export function stepChoices({ t }: Messages, kinds: readonly (typeof STEP_KINDS)[number][] = STEP_KINDS): Choice[] {
  return kinds.map((kind) => ({ value: kind, label: t(`people.state.${kind}`) }));
}
