import { createSignal, For, Show } from 'solid-js';
import { foldText } from '../../../../../kernel/text.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { SearchField } from '../../../../../platform/ui/parts/fields/search-field.tsx';
import type { ListColumn } from '../../arrivals/list/list-column.ts';

/** Columns whose name, or path, has these letters. */
export function findColumns(
  columns: readonly ListColumn[],
  text: string,
  nameOf: (column: ListColumn) => string,
): readonly ListColumn[] {
  const wanted = foldText(text.trim());
  return columns.filter((column) => foldText(`${nameOf(column)} ${column.id}`).includes(wanted));
}

/** One column among many, found by its name. */
export function ColumnSearch(props: {
  readonly columns: readonly ListColumn[];
  readonly nameOf: (column: ListColumn) => string;
  readonly hasForm: boolean;
  readonly onChoose: (id: string) => void;
}) {
  const { t } = useMessages();
  const [text, setText] = createSignal('');
  const found = () => findColumns(props.columns, text(), props.nameOf);
  const take = () => {
    const [only, ...others] = found();
    if (only === undefined || others.length > 0) return false;
    props.onChoose(only.id);
    return true;
  };
  const groups = () => [
    { title: t('reportList.of-every-report'), columns: found().filter(({ labels }) => labels === null) },
    { title: t('reportList.of-the-form'), columns: found().filter(({ labels }) => labels !== null) },
  ];
  return (
    <div class="list-stack">
      <SearchField label={t('reportList.filter-column')} value={text()} onInput={setText} onTake={take} />
      <Show when={found().length > 0} fallback={<p class="arrival-small">{t('reportList.no-column')}</p>}>
        <div class="list-scroll">
          <For each={groups().filter(({ columns }) => columns.length > 0)}>
            {(group) => (
              <section>
                <h3 class="list-heading">{group.title}</h3>
                <ul class="list-plain">
                  <For each={group.columns}>
                    {(column) => (
                      <li>
                        <button type="button" class="menu-item" onClick={() => props.onChoose(column.id)}>
                          <bdi>{props.nameOf(column)}</bdi>
                        </button>
                      </li>
                    )}
                  </For>
                </ul>
              </section>
            )}
          </For>
        </div>
      </Show>
      <Show when={!props.hasForm}>
        <p class="arrival-small">{t('reportList.questions-hint')}</p>
      </Show>
    </div>
  );
}
