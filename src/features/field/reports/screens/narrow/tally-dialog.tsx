import { createResource, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Dialog } from '../../../../../platform/ui/parts/actions/dialog.tsx';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import type { ListColumn } from '../../arrivals/list/list-column.ts';
import type { ColumnTally } from '../../arrivals/list/list-replies.ts';
import { type ListView, withFilter, withForm } from '../../arrivals/list/list-view.ts';
import type { ColumnFilter } from '../../arrivals/list/report-query.ts';
import type { ListDesk } from '../rows/list-desk.ts';
import { loadTally } from './load-tally.ts';

/** Of a form, a bar chooses it as the choice beside the search does. */
const FORM = 'form';

/** What stands in a column, over the reports that the list has now: a bar is a filter. */
export function TallyDialog(props: {
  readonly desk: ListDesk;
  readonly view: ListView;
  /** Null: it is closed. */
  readonly column: ListColumn | null;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const { desk } = props;
  const title = () =>
    props.column === null ? '' : t('reportList.tally', { name: desk.words.columnName(props.column) });
  return (
    <Dialog isLossless isOpen={props.column !== null} title={<bdi>{title()}</bdi>} width="wide" onClose={props.onClose}>
      <Show when={props.column} keyed>
        {(column) => {
          const [tally, { refetch }] = createResource(() => loadTally(desk, props.view, column.id));
          const narrow = (filter: ColumnFilter) => {
            const form = column.id === FORM && 'is' in filter ? filter.is[0] : undefined;
            desk.show(form === undefined ? withFilter(props.view, column.id, filter) : withForm(props.view, form));
            props.onClose();
          };
          return (
            <Show when={tally.error === undefined} fallback={<ErrorState problem={tally.error} onRetry={refetch} />}>
              <Show when={tally.latest} fallback={<Skeleton rows={6} />}>
                {(loaded) => <Bars desk={desk} column={column} tally={loaded()} onFilter={narrow} />}
              </Show>
            </Show>
          );
        }}
      </Show>
    </Dialog>
  );
}

function Bars(props: {
  readonly desk: ListDesk;
  readonly column: ListColumn;
  readonly tally: ColumnTally;
  readonly onFilter: (filter: ColumnFilter) => void;
}) {
  const { t } = useMessages();
  const { id } = props.column;
  const most = () => Math.max(props.tally.empty, ...props.tally.values.map(({ count }) => count), 1);
  return (
    <div class="list-stack">
      <p>
        <span class="numeral">{t('reportList.tally.n', { count: props.tally.rows - props.tally.empty })}</span> ·{' '}
        <button
          type="button"
          class="arrival-reason numeral"
          disabled={props.tally.empty === 0 || id === FORM}
          aria-label={`${t('reportList.tally.empty', { count: props.tally.empty })}. ${t('reportList.tally.only-empty')}`}
          onClick={() => props.onFilter({ column: id, isEmpty: true })}
        >
          {t('reportList.tally.empty', { count: props.tally.empty })}
        </button>
      </p>
      <Numbers tally={props.tally} />
      <Show when={props.tally.values.length > 0} fallback={<EmptyState title={t('reportList.values-none')} />}>
        <ul class="list-bars">
          <For each={props.tally.values}>
            {({ value, count }) => (
              <Bar
                name={props.desk.words.valueName(props.column, value)}
                count={count}
                share={count / most()}
                onChoose={() => props.onFilter({ column: id, is: [value] })}
              />
            )}
          </For>
        </ul>
      </Show>
      <p class="arrival-small">
        {t('reportList.tally.caption')}{' '}
        <Show when={props.tally.isCut}>{t('reportList.tally.cut', { count: props.tally.values.length })}</Show>
      </p>
    </div>
  );
}

function Numbers(props: { readonly tally: ColumnTally }) {
  const { t, formatNumber } = useMessages();
  const word = (value: number) => formatNumber(Math.round(value * 100) / 100);
  return (
    <Show when={props.tally.numbers}>
      {(numbers) => (
        <p class="arrival-small numeral">
          {t('reportList.tally.numbers', {
            least: word(numbers().least),
            mean: word(numbers().mean),
            most: word(numbers().most),
          })}
        </p>
      )}
    </Show>
  );
}

function Bar(props: {
  readonly name: string;
  readonly count: number;
  /** Of the longest bar, in [0, 1]. */
  readonly share: number;
  readonly onChoose: () => void;
}) {
  const { t, formatNumber } = useMessages();
  return (
    <li>
      <button
        type="button"
        class="list-bar"
        aria-label={`${props.name}: ${formatNumber(props.count)}. ${t('reportList.tally.only', { value: props.name })}`}
        onClick={props.onChoose}
      >
        <bdi class="list-bar-name">{props.name}</bdi>
        <svg class="list-bar-track" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
          <rect x="0" y="0" width={100 * props.share} height="12" />
        </svg>
        <span class="numeral">{formatNumber(props.count)}</span>
      </button>
    </li>
  );
}
