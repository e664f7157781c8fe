import type { Messages } from '../../../../platform/i18n/messages.ts';
import type { ActBody } from '../contract.ts';

/** What was done, in a few words; the code itself where the catalogue has none. */
export function wordAction(messages: Messages, action: string): string {
  return messages.find(`history.action.${action}`) ?? action;
}

/** Who did it. */
export function wordActor(messages: Messages, act: ActBody): string {
  if (act.actorId !== null) return act.actorName;
  return messages.find(`history.actor.${act.actorName}`) ?? act.actorName;
}

/** What it was done to, in words: `claim C1`, or the name that the details tell. */
export function wordSubject(messages: Messages, act: ActBody): string {
  const { name } = act.details;
  if (typeof name === 'string') return name;
  if (act.subjectKey === act.actorId) return act.actorName;
  if (act.subjectKind === 'server') return messages.t('history.subject.server');
  const kind = wordKind(messages, act.subjectKind);
  const isId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(act.subjectKey);
  return [kind, isId ? '' : act.subjectKey].filter((part) => part !== '').join(' ');
}

/** What a kind of object is called. */
export function wordKind(messages: Messages, kind: string): string {
  return messages.find(`history.subject.${kind}`) ?? messages.find(`fields.kind.${kind}`) ?? kind;
}

/** What a field that was changed is called: by its name in that kind of record; `title_ru` with its language. */
export function wordField(messages: Messages, kind: string, field: string): string {
  const find = (name: string) => messages.find(`fields.field.${kind}.${name}`) ?? messages.find(`fields.field.${name}`);
  const names = new Intl.DisplayNames([messages.language, 'en'], { type: 'language' });
  const whole = find(field);
  if (whole !== null) return whole;
  // A text in several languages has a field for each.
  if (/^[a-z]{2,3}$/.test(field)) return names.of(field) ?? field;
  const [, family = '', language = ''] = /^(.+)[_.]([a-z]{2,3})$/.exec(field) ?? [];
  const named = family === '' ? null : find(family);
  return named === null ? field : `${named} (${names.of(language) ?? language})`;
}

/** A value of a change in words: roles by their names, nothing by a word of its own. */
export function wordValue(messages: Messages, value: string | null): string {
  return value === null ? messages.t('history.change.nothing') : wordRole(messages, value);
}

const COUNTS = ['created', 'corrected', 'withdrawn', 'restored', 'sessions'] as const;

/** What else is known of it: from what to what, by which way, how many. */
export function wordDetails(messages: Messages, act: ActBody): string {
  const { before, after, role, method, label, tried, version, file, why } = act.details;
  const said = [
    typeof before === 'string' && typeof after === 'string' ? wordChange(messages, { before, after }) : null,
    typeof role === 'string' ? wordRole(messages, role) : null,
    typeof method === 'string' ? messages.find(`history.method.${method}`) : null,
    typeof why === 'string' ? messages.find(`history.why.${why}`) : null,
    typeof label === 'string' && label !== '' ? label : null,
    typeof file === 'string' ? file : null,
    typeof tried === 'string' ? messages.t('history.detail.tried', { name: tried }) : null,
    typeof version === 'number' ? messages.t('history.detail.version', { version }) : null,
    ...COUNTS.map((count) => wordCount(messages, count, act.details[count])),
  ];
  return said.filter((part) => part !== null).join(' · ');
}

function wordChange(messages: Messages, change: { before: string; after: string }): string {
  const [before, after] = [wordRole(messages, change.before), wordRole(messages, change.after)];
  return messages.t('history.detail.change', { before, after });
}

function wordRole(messages: Messages, role: string): string {
  return messages.find(`history.role.${role}`) ?? role;
}

function wordCount(messages: Messages, name: (typeof COUNTS)[number], count: unknown): string | null {
  return typeof count === 'number' && count > 0 ? messages.t(`history.detail.${name}`, { count }) : null;
}
