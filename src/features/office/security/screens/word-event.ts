import type { Messages } from '../../../../platform/i18n/messages.ts';
import { formatMoment } from '../../../../platform/ui/moment.ts';
import type { EventBody } from '../contract.ts';

/** What happened, in a few words; the code itself where the catalogue has none. */
export function wordEvent(messages: Messages, kind: string): string {
  return messages.find(`security.kind.${kind}`) ?? messages.find(`history.action.${kind}`) ?? kind;
}

/** What a group of kinds is called. */
export function wordGroup(messages: Messages, group: string): string {
  return messages.find(`security.group.${group}`) ?? group;
}

/** Who it was. */
export function wordEventActor(messages: Messages, event: EventBody): string {
  if (event.actorId !== null) return event.actorName;
  return messages.find(`security.actor.${event.actorName}`) ?? event.actorName;
}

/** To what it was done; empty where that is whoever did it. */
export function wordObject(messages: Messages, event: EventBody): string {
  const { subjectKind, subjectKey, subjectName, actorId, actorName, details } = event;
  const kind = messages.find(`history.subject.${subjectKind}`) ?? subjectKind;
  if (subjectName !== null && subjectKey !== actorId) {
    return `${messages.t('history.subject.named', { kind, name: subjectName.name })} · ${subjectName.mission}`;
  }
  if (typeof details.name === 'string') return details.name;
  if (subjectKey === actorId) return '';
  if (subjectKey === '') return actorName === 'many' ? messages.t('security.subject.many') : '';
  const named = messages.find(`security.object.${subjectKind}`, { key: subjectKey });
  const isId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(subjectKey);
  return named ?? (isId ? kind : `${kind} ${subjectKey}`);
}

/** When: one moment, or the first and the last that a row counts. */
export function wordTimes(messages: Messages, event: EventBody): string {
  const [first, last] = [formatMoment(messages, event.at), formatMoment(messages, event.lastAt)];
  return first === last ? first : messages.t('security.times', { first, last });
}

/** What else is known of it. */
export function wordEventDetails(messages: Messages, { details }: EventBody): string {
  const { method, why, before, after, role, reason } = details;
  const roleOf = (value: unknown) =>
    typeof value === 'string' ? (messages.find(`history.role.${value}`) ?? value) : null;
  const [left, right] = [roleOf(before), roleOf(after)];
  const said = [
    typeof method === 'string' ? messages.find(`history.method.${method}`) : null,
    typeof why === 'string' ? messages.find(`history.why.${why}`) : null,
    left !== null && right !== null
      ? messages.t('history.detail.change', { before: left, after: right })
      : roleOf(role),
    typeof reason === 'string' ? reason : null,
  ];
  return said.filter((part) => part !== null).join(' · ');
}
