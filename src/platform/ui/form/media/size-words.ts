import type { Messages } from '../../../i18n/messages.ts';

const KILO = 1000;

/** The size of a file: `812 kB`, `3.4 MB`; decimal units, as phones say it. */
export function sizeWords(messages: Messages, bytes: number): string {
  if (bytes < KILO) return messages.t('form.size.bytes', { size: messages.formatNumber(bytes) });
  if (bytes < KILO * KILO) return messages.t('form.size.kilobytes', { size: messages.formatNumber(bytes / KILO, 0) });
  return messages.t('form.size.megabytes', { size: messages.formatNumber(bytes / KILO / KILO, 1) });
}
