import { parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import type { Claim } from '../../claims/claim.ts';

/** The value of a claim as it is said in the language of the page: 'more than 23 000', '76.43 %'. */
export function claimWords(messages: Messages, claim: Claim): string {
  if (claim.value === null) return '–';
  const plain = valueWords(messages, claim.unit, claim.value);
  return claim.bound === null ? plain : `${messages.t(`fields.choice.bound.${claim.bound}`)} ${plain}`.toLowerCase();
}

function valueWords(messages: Messages, unit: Claim['unit'], value: string): string {
  switch (unit) {
    case 'count':
      return messages.formatNumber(value);
    case 'percent':
      return messages.formatPercent(value, decimalsOf(value));
    case 'date': {
      const date = parseCalendarDate(value);
      return date === null ? value : messages.formatDate(date);
    }
    default:
      return value;
  }
}

function decimalsOf(value: string): number {
  return value.split('.')[1]?.length ?? 0;
}
