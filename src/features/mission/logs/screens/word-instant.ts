import type { Messages } from '../../../../platform/i18n/messages.ts';

/** An instant, given in ISO 8601, by the clock of the reader's computer. */
export function wordInstant(messages: Messages, at: string): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return messages.formatInstant(Date.parse(at), { timezone: timeZone });
}
