import type { Messages } from '../../../../platform/i18n/messages.ts';
import type { ListedArrival } from '../arrivals/arrival-replies.ts';

/** Why a version is held, in words; the code itself where there are none yet. */
export function wordReason(messages: Messages, reason: string): string {
  return messages.find(`reports.reason.${reason}`) ?? reason;
}

/** What a person should know of a version, in words; the code itself where there are none yet. */
export function wordFlag(messages: Messages, flag: string): string {
  return messages.find(`reports.flag.${flag}`) ?? flag;
}

/** Who sent a version; `whyNone`: why nobody is named, where that can be told. */
export function wordSender(
  { t }: Messages,
  { device, keyName, channel }: Pick<ListedArrival, 'device' | 'keyName' | 'channel'>,
): { readonly name: string | null; readonly whyNone: string | null } {
  const name = device?.name ?? device?.pseudonym ?? (keyName === null ? null : t('reports.by-key', { name: keyName }));
  return { name, whyNone: name === null && channel === 'api' ? t('reports.key-not-kept') : null };
}

/** A number that was counted up to a limit: `10 000+`. */
export function wordCount(messages: Messages, { count, isMore }: { count: number; isMore: boolean }): string {
  return `${messages.formatNumber(count)}${isMore ? '+' : ''}`;
}
