import type { Messages } from '../i18n/messages.ts';

/** A moment from the wire (ISO 8601) as the reader's own clock shows it. */
export function formatMoment(messages: Messages, moment: string): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return messages.formatInstant(Date.parse(moment), { timezone: timeZone });
}
