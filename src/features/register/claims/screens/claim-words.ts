import type { Fault } from '../../../../kernel/issue.ts';
import { exactDay } from '../../../../kernel/when.ts';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import type { Claim } from '../claim.ts';
import type { Difference, Reason } from '../contradictions.ts';
import type { ClaimsPicture } from './claims-view.ts';

/** For which moment the claim holds: `as of 7 Feb 2024, 12:00`; null where the sources do not say. */
export function momentWords(messages: Messages, claim: Pick<Claim, 'as_of' | 'as_of_time'>): string | null {
  if (claim.as_of === null) return null;
  const date = messages.formatWhen(claim.as_of, 'short');
  // 'by 6 Feb' says itself how it is meant.
  if (exactDay(claim.as_of) === null) return date;
  if (claim.as_of_time === null) return messages.t('claims.as-of', { date });
  return messages.t('claims.as-of.time', { date, time: claim.as_of_time });
}

/** What a claim is about besides its subject: a candidate, a mission, a place; null where nothing. */
export function aboutWords(
  messages: Messages,
  picture: ClaimsPicture,
  about: Pick<Claim, 'candidate' | 'mission' | 'place'>,
): string | null {
  const nameOf = (key: string) => messages.localized(picture.names.get(key) ?? {})?.text ?? key;
  const place = about.place === null ? null : messages.t('claims.about.place', { code: about.place });
  const words = [about.candidate && nameOf(about.candidate), about.mission && nameOf(about.mission), place];
  return words.filter(Boolean).join(', ') || null;
}

/** Why two statements do not go together. */
export function reasonWords(messages: Messages, reason: Reason): string {
  const factor = reason.parameters.factor;
  const parameters = factor === undefined ? reason.parameters : { factor: messages.formatNumber(factor) };
  return messages.t(`claims.reason.${reason.code}`, parameters);
}

/** How far two statements lie apart, without sign. */
export function differenceWords(messages: Messages, difference: Difference): string {
  const size = difference.amount.replace('-', '');
  const amount = messages.formatNumber(size);
  return messages.t(`claims.difference.${difference.unit}`, { amount, count: Number(size) });
}

/** Why a figure cannot be computed, with the titles of the subjects instead of their keys. */
export function notComputedWords(messages: Messages, picture: ClaimsPicture, fault: Fault): string {
  const titled = Object.entries(fault.parameters).map(([name, value]) => {
    const key = String(value);
    if (name === 'subject') return [name, subjectWords(messages, picture, key)];
    if (name === 'candidate') return [name, messages.localized(picture.names.get(key) ?? {})?.text ?? key];
    return [name, value];
  });
  return messages.find(`claims.${fault.code}`, Object.fromEntries(titled)) ?? fault.code;
}

/** The title of a subject, or its key where the record has no such subject. */
export function subjectWords(messages: Messages, picture: ClaimsPicture, key: string): string {
  return messages.localized(picture.set.subjectOf.get(key)?.title ?? {})?.text ?? key;
}
