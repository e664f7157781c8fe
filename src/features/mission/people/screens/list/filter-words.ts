import type { Messages } from '../../../../../platform/i18n/messages.ts';
import type { PlaceNames } from '../../people-replies.ts';
import type { PeopleDesk } from '../people-desk.ts';
import type { AskedFilters, FilterParameter } from './list-address.ts';

/** What the list is narrowed to, in words: `Kind: Observer`. */
export function wordFilter(
  messages: Messages,
  { name, value }: { readonly name: FilterParameter; readonly value: string },
  known: { readonly desk: PeopleDesk; readonly places: PlaceNames },
): string {
  const { t, find } = messages;
  if (name === 'trained' || name === 'pledged' || name === 'left')
    return find(`people.filter.${name}.${value}`) ?? value;
  if (name === 'kind') return `${t('people.field.kind')}: ${find(`people.kind.${value}`) ?? value}`;
  if (name === 'accreditation') return `${t('people.accreditation')}: ${find(`people.state.${value}`) ?? value}`;
  if (name === 'team') {
    const team = known.desk.teams()?.find(({ id }) => id === value);
    return `${t('people.team')}: ${team?.code ?? '…'}`;
  }
  if (name === 'area') {
    return `${t('people.area')}: ${messages.localized(known.places[value] ?? {})?.text ?? value}`;
  }
  return `${t('people.search')}: ${value}`;
}

/** What narrows the list down beside the search, which has a field of its own. */
export function chipsOf(filters: AskedFilters): { readonly name: FilterParameter; readonly value: string }[] {
  return Object.entries(filters).flatMap(([name, value]) =>
    name === 'search' || value === undefined ? [] : [{ name: name as FilterParameter, value }],
  );
}
