import { For } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
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
                <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
                  <path d="M3 3 9 9M9 3 3 9" />
                </svg>
              </button>
            </li>
          );
        }}
      </For>
    </ul>
  );
}
