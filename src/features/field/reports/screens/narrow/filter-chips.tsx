import { For } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { CrossSign } from '../../../../../platform/ui/parts/marks/cross-sign.tsx';
import type { ColumnFilter } from '../../arrivals/list/report-query.ts';

/** What narrows the list down, in words: each can be changed, and taken away. */
export function FilterChips(props: {
  readonly filters: readonly ColumnFilter[];
  readonly wordsOf: (filter: ColumnFilter) => string;
  readonly onChange: (filter: ColumnFilter) => void;
  readonly onRemove: (filter: ColumnFilter) => void;
}) {
  const { t } = useMessages();
  return (
    <ul class="list-chips" aria-label={t('reportList.filters')}>
      <For each={props.filters}>
        {(filter) => {
          const words = () => props.wordsOf(filter);
          return (
            <li class="list-chip">
              <button
                type="button"
                aria-label={t('reportList.filter-change', { words: words() })}
                onClick={() => props.onChange(filter)}
              >
                <bdi>{words()}</bdi>
              </button>
              <button
                type="button"
                class="list-chip-remove"
                aria-label={t('reportList.filter-remove', { words: words() })}
                onClick={() => props.onRemove(filter)}
              >
                <CrossSign />
              </button>
            </li>
          );
        }}
      </For>
    </ul>
  );
}
