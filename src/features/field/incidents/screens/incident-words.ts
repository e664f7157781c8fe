import type { Messages } from '../../../../platform/i18n/messages.ts';
import { formatMoment } from '../../../../platform/ui/moment.ts';
import { type Category, treeOrder } from '../category.ts';
import type { Facts, Status } from '../incident.ts';
import type { ListedIncident } from '../incident-replies.ts';

/** A category as the mission calls it; what its tree does not have, as it was said. */
export function categoryWords(messages: Messages, categories: readonly Category[], key: string | undefined): string {
  if (key === undefined) return '';
  const known = categories.find((one) => one.key === key);
  return messages.localized(known?.name ?? {})?.text ?? key;
}

/** The tree as choices of a menu; retired ones are left out unless they are wanted. */
export function categoryChoices(messages: Messages, categories: readonly Category[], withRetired: boolean) {
  return treeOrder(categories)
    .filter(({ category }) => withRetired || !category.isRetired)
    .map(({ category, depth }) => {
      const name = messages.localized(category.name)?.text ?? category.key;
      return { value: category.key, label: `${'\u2003'.repeat(depth)}${name}` };
    });
}

/** Where it was, in one line. */
export function placeWords(
  messages: Messages,
  { facts, placeNames }: Pick<ListedIncident, 'facts' | 'placeNames'>,
): string {
  const name = messages.localized(placeNames ?? {})?.text;
  return [facts.station, name, facts.placeWords].filter(Boolean).join(' · ');
}

/** When it happened; where that is not known, nothing. */
export function whenWords(messages: Messages, { happenedAt }: Facts): string {
  return happenedAt === undefined ? '' : formatMoment(messages, happenedAt);
}

/** The shape that a status has everywhere. */
export const STATUS_MARKS = {
  new: 'pending',
  assigned: 'to-verify',
  verified: 'met',
  escalated: 'conflicting',
  resolved: 'not-applicable',
  rejected: 'withheld',
} as const satisfies Readonly<Record<Status, string>>;
