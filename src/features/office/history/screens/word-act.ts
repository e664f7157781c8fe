import { parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import { titleIn } from '../../../../platform/ui/form/model/form-language.ts';
import type { Change } from '../act.ts';
import type { ActBody } from '../contract.ts';
import { wordViewField, wordViewValue } from './word-view.ts';

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
  const { code } = act.details;
  if (act.subjectKind === 'report' && typeof code === 'string') return `${kind} ${code}`;
  const named = wordNamed(messages, act);
  if (named !== null) return named;
  const isId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(act.subjectKey);
  return [kind, isId ? '' : act.subjectKey].filter((part) => part !== '').join(' ');
}

/** An object that has a title by that title, and what a mission has as `mission/…` with what the mission is called. */
function wordNamed(messages: Messages, act: ActBody): string | null {
  const { names, subjectKind, subjectKey } = act;
  const kind = wordKind(messages, subjectKind);
  const said = (name: string) => messages.t('history.subject.named', { kind, name });
  if (subjectKind === 'election') return names.election === null ? null : said(wordElection(messages, act) ?? '');
  const mission = messages.localized(names.mission ?? {})?.text;
  if (mission === undefined) return null;
  if (subjectKind === 'mission-here') return said(mission);
  const own = subjectKey.slice(subjectKey.indexOf('/') + 1);
  if (subjectKind === 'form') return `${said(wordForm(messages, act, own))} · ${mission}`;
  return ['paper', 'device', 'person', 'team'].includes(subjectKind) ? `${kind} ${own} · ${mission}` : null;
}

/** The election that it was done in; null: in none. */
export function wordElection(messages: Messages, { election, names }: ActBody): string | null {
  return messages.localized(names.election ?? {})?.text ?? election;
}

/** The title of the form that it concerns, else the id that phones know it by. */
function wordForm(messages: Messages, { names }: ActBody, id: string): string {
  return names.form === null ? id : titleIn(messages, names.form);
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

/** A field that an act changed, and what it held, in words. */
export function wordChanged(messages: Messages, act: ActBody, change: Change): WordedChange {
  const { field, before, after } = change;
  if (act.action.startsWith('report-view.')) {
    const word = (value: string | null) =>
      value === null ? wordValue(messages, null) : wordViewValue(messages, field, value);
    return { name: wordViewField(messages, field) ?? field, change, before: word(before), after: word(after) };
  }
  const own = nameOfChange(messages, act, field);
  const kept = act.action === 'mission.retention-set' ? messages.find(`history.retention.${field}`) : null;
  const name = own ?? kept ?? wordField(messages, act.subjectKind, field);
  const word = (value: string | null) =>
    (act.action === 'plan.visit-changed' && field === 'mark' && value !== null
      ? messages.find(`history.mark.${value}`)
      : null) ?? wordValue(messages, value);
  return { name, change, before: word(before), after: word(after) };
}

/** What a change is called where it is no field of a record; null: it is one. */
function nameOfChange(messages: Messages, act: ActBody, field: string): string | null {
  if (act.action === 'device.handed') return messages.t('history.changed.holder');
  if (act.action === 'plan.visit-changed') return messages.find(`history.changed.visit-${field}`);
  return act.subjectKind === 'report' ? messages.find(`history.changed.${field}`) : null;
}

/** A change with its words. */
export interface WordedChange {
  readonly name: string;
  readonly change: Pick<Change, 'before' | 'after'>;
  readonly before: string;
  readonly after: string;
}

/** A value of a change in words: roles by their names, nothing by a word of its own. */
export function wordValue(messages: Messages, value: string | null): string {
  return value === null ? messages.t('history.change.nothing') : wordRole(messages, value);
}

const COUNTS = ['created', 'added', 'corrected', 'changed', 'withdrawn', 'restored', 'sessions'] as const;

/** What else is known of it: from what to what, by which way, how many. */
export function wordDetails(messages: Messages, act: ActBody): string {
  const { before, after, role, method, label, tried, version, file, why } = act.details;
  const said = [
    typeof before === 'string' && typeof after === 'string' ? wordChange(messages, { before, after }) : null,
    typeof role === 'string' ? wordRole(messages, role) : null,
    typeof method === 'string' ? messages.find(`history.method.${method}`) : null,
    typeof why === 'string' ? messages.find(`history.why.${why}`) : null,
    typeof label === 'string' && label !== '' ? wordLabel(messages, act.action, label) : null,
    typeof file === 'string' ? file : null,
    typeof tried === 'string' ? messages.t('history.detail.tried', { name: tried }) : null,
    typeof version === 'number' ? messages.t('history.detail.version', { version }) : null,
    ...(act.subjectKind === 'report' ? wordReport(messages, act) : []),
    ...(VISIT_ACTS.includes(act.action) ? wordVisit(messages, act) : []),
    ...COUNTS.map((count) => wordCount(messages, count, act.details[count])),
  ];
  return said.filter((part) => part !== null).join(' · ');
}

/** A list of what may be deleted is noted as `2024-02-05 · 44`: its day, and how many stand on it. */
function wordLabel({ t, formatDate }: Messages, action: string, label: string): string {
  const [, day = '', count = ''] = /^(\d{4}-\d\d-\d\d) · (\d+)$/.exec(label) ?? [];
  const date = action.startsWith('mission.retention-') ? parseCalendarDate(day) : null;
  return date === null ? label : t('history.detail.retention-list', { day: formatDate(date), count: Number(count) });
}

/** What a report was and became: its station, its version, the receipt of what was made. */
function wordReport(messages: Messages, act: ActBody): (string | null)[] {
  const { t } = messages;
  const { form, station, made, before, after } = act.details;
  const field = (of: unknown, name: string): string | null => {
    const value = typeof of === 'object' && of !== null ? (of as Readonly<Record<string, unknown>>)[name] : null;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
  };
  const [from, to] = [field(before, 'station'), field(after, 'station')];
  const [old, next] = [field(before, 'version'), field(after, 'version')];
  const none = t('history.change.nothing');
  return [
    typeof form === 'string' && form !== '' ? t('history.detail.form', { form: wordForm(messages, act, form) }) : null,
    typeof station === 'string' ? t('history.detail.station', { station }) : null,
    from === null && to === null ? null : t('history.detail.moved', { before: from ?? none, after: to ?? none }),
    next === null ? null : t('history.detail.versions', { before: old ?? none, after: next }),
    typeof made === 'string' ? t('history.detail.made', { code: made }) : null,
  ];
}

/** Acts about expected visits of a team. */
const VISIT_ACTS: readonly string[] = ['plan.visit-changed', 'plan.route-drawn'];

/** Which expected visit it was, or which route. */
function wordVisit({ t, formatDate }: Messages, { details }: ActBody): (string | null)[] {
  const { team, station, day, phase } = details;
  const date = typeof day === 'string' ? parseCalendarDate(day) : null;
  return [
    typeof team === 'string' ? t('history.detail.team', { team }) : null,
    typeof station === 'string' ? t('history.detail.station', { station }) : null,
    date === null ? null : formatDate(date),
    typeof phase === 'string' ? phase : null,
  ];
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
