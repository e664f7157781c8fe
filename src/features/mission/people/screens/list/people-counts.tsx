import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { ACCREDITATION_STATES } from '../../accreditation.ts';
import type { PeopleCounts } from '../../people-replies.ts';
import { type AskedFilters, writeFilters } from './list-address.ts';

/** A number that a press narrows the list to. */
interface Count {
  readonly words: string;
  readonly count: number;
  readonly filters: AskedFilters;
}

/** How many stand where; a press shows these alone, another one everybody. */
export function CountButtons(props: {
  readonly counts: PeopleCounts;
  readonly filters: AskedFilters;
  readonly onChoose: (filters: AskedFilters) => void;
}) {
  const { t, formatNumber } = useMessages();
  const counts = (): Count[] => {
    const { accreditation, untrained, unpledged, left, here } = props.counts;
    const all: Count[] = [
      { words: t('people.count.here'), count: here, filters: {} },
      ...ACCREDITATION_STATES.map((state) => ({
        words: t(`people.count.${state}`),
        count: accreditation[state],
        filters: { accreditation: state },
      })),
      { words: t('people.not-trained'), count: untrained, filters: { trained: 'no' } },
      { words: t('people.not-pledged'), count: unpledged, filters: { pledged: 'no' } },
      { words: t('people.count.left'), count: left, filters: { left: 'yes' } },
    ];
    return all.filter(({ count, filters }, index) => index === 0 || count > 0 || isSame(filters, props.filters));
  };
  const choose = ({ filters }: Count) => props.onChoose(isSame(filters, props.filters) ? {} : filters);
  return (
    <fieldset class="people-counts">
      <legend class="only-heard">{t('people.counts')}</legend>
      <For each={counts()}>
        {(each) => (
          <button type="button" aria-pressed={isSame(each.filters, props.filters)} onClick={() => choose(each)}>
            <span class="people-count numeral">{formatNumber(each.count)}</span> <span>{each.words}</span>
          </button>
        )}
      </For>
    </fieldset>
  );
}

function isSame(one: AskedFilters, other: AskedFilters): boolean {
  const cells = (filters: AskedFilters) => JSON.stringify(writeFilters(filters));
  return cells(one) === cells(other);
}

/** How many people match, of how many who are here. */
export function FoundCount(props: { readonly total: number; readonly here: number; readonly isNarrowed: boolean }) {
  const { t } = useMessages();
  return (
    <p class="numeral people-found" role="status">
      <Show when={props.isNarrowed} fallback={t('people.found', { count: props.total })}>
        {t('people.found-narrowed', { count: props.total, here: props.here })}
      </Show>
    </p>
  );
}
