import { useSearchParams } from '@solidjs/router';
import { createMemo, createSignal, createUniqueId, For, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { type Column, formatSort, nextSort, parseSort, type Sort, sortRows } from './column.ts';
import { moveInRows } from './row-keys.ts';
import { GroupedRows, PlainRows, WindowedRows } from './table-rows.tsx';
import './table.css';

export interface TableProps<Row> {
  /** What the table holds, in a few words; heard always, seen unless `isCaptionHidden`. */
  readonly caption: string;
  readonly isCaptionHidden?: boolean | undefined;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Sorted so at first; otherwise as the rows come. */
  readonly sort?: Sort | undefined;
  /** Name of the query parameter that keeps the sort, so that the order is part of the address. */
  readonly sortParameter?: string | undefined;
  /** Where whoever gives the rows sorts them: how they are sorted, and what is told of another order that is wanted. */
  readonly order?: { readonly sort: Sort | null; readonly onSort: (sort: Sort | null) => void } | undefined;
  /** Many columns: each row is one line, and the frame scrolls both ways under the header and beside the first column. */
  readonly isSheet?: boolean | undefined;
  /** Other rows are being fetched. */
  readonly isBusy?: boolean | undefined;
  /** Rows with the same words here stand together under them. For lists of some hundred rows. */
  readonly groupBy?: ((row: Row) => string) | undefined;
  /** Stands instead of the rows where there are none: an EmptyState. */
  readonly empty?: JSX.Element | undefined;
}

/** From how many rows on only those in view are in the document. */
const WINDOWED_FROM = 400;

/**
 * A dense table for work: sortable, one row high unless a text must wrap. Arrow keys and `j` `k` move from row to row
 * along the first link of each; Enter follows it. The first column is the header of its row.
 */
export function Table<Row>(props: TableProps<Row>) {
  const messages = useMessages();
  const caption = `table-${createUniqueId()}`;
  const [sort, setSort] = keepSort(props);
  const sorted = createMemo(() =>
    props.order ? props.rows : sortRows(props.rows, props.columns, { sort: sort(), language: messages.language }),
  );
  const isWindowed = () => props.groupBy === undefined && props.rows.length >= WINDOWED_FROM;
  const [frame, isOverflowing] = createOverflow();
  return (
    <Show when={props.rows.length > 0 || props.empty === undefined} fallback={props.empty}>
      <div
        class="table-frame"
        data-sheet={props.isSheet ? '' : undefined}
        ref={frame}
        {...(isOverflowing() ? scrollable(caption) : {})}
      >
        <table
          class="table"
          data-windowed={isWindowed() ? '' : undefined}
          aria-busy={props.isBusy ? 'true' : undefined}
          aria-rowcount={props.rows.length + 1}
          onKeyDown={moveInRows}
        >
          <caption id={caption} classList={{ 'only-heard': props.isCaptionHidden ?? false }}>
            {props.caption}
          </caption>
          <TableHead columns={props.columns} sort={sort()} onSort={setSort} />
          <Show when={!isWindowed()} fallback={<WindowedRows columns={props.columns} rows={sorted()} />}>
            <Show when={props.groupBy} fallback={<PlainRows columns={props.columns} rows={sorted()} />}>
              {(groupBy) => <GroupedRows columns={props.columns} rows={sorted()} groupBy={groupBy()} />}
            </Show>
          </Show>
        </table>
      </div>
    </Show>
  );
}

function TableHead<Row>(props: {
  readonly columns: readonly Column<Row>[];
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort | null) => void;
}) {
  const direction = (column: Column<Row>) => {
    if (!isSortable(column) || props.sort?.column !== column.id) return undefined;
    return props.sort.isDescending ? 'descending' : 'ascending';
  };
  return (
    <thead>
      <tr aria-rowindex={1}>
        <For each={props.columns}>
          {(column) => (
            <th scope="col" data-align={column.align} data-width={column.width} aria-sort={direction(column)}>
              <Show when={isSortable(column)} fallback={column.title}>
                <button type="button" onClick={() => props.onSort(nextSort(props.sort, column.id))}>
                  {column.title}
                  <svg class="sort-mark" viewBox="0 0 8 12" width="8" height="12" aria-hidden="true">
                    <path class="sort-up" d="M4 1 7 5H1Z" />
                    <path class="sort-down" d="M4 11 1 7H7Z" />
                  </svg>
                </button>
              </Show>
              {column.menu?.()}
            </th>
          )}
        </For>
      </tr>
    </thead>
  );
}

/** Attributes of a frame that scrolls: it can be reached by keyboard, and says what it is. */
function scrollable(caption: string) {
  return { role: 'region', tabindex: 0, 'aria-labelledby': caption, 'data-overflowing': '' } as const;
}

function isSortable<Row>({ sortBy, isSortable: isSorted }: Column<Row>): boolean {
  return isSorted ?? sortBy !== undefined;
}

type SortState = readonly [() => Sort | null, (sort: Sort | null) => void];

function keepSort<Row>(props: TableProps<Row>): SortState {
  const { order } = props;
  if (order !== undefined) return [() => props.order?.sort ?? null, (sort) => props.order?.onSort(sort)];
  return props.sortParameter === undefined ? keptSort(props.sort) : keptInAddress(props.sortParameter, props.sort);
}

function keptSort(first: Sort | undefined): SortState {
  const [sort, setSort] = createSignal<Sort | null>(first ?? null);
  return [sort, setSort];
}

function keptInAddress(parameter: string, first: Sort | undefined): SortState {
  const [query, setQuery] = useSearchParams();
  const sort = () => parseSort(String(query[parameter] ?? '')) ?? first ?? null;
  const keep = (next: Sort | null) =>
    setQuery({ [parameter]: next === null ? null : formatSort(next) }, { replace: true, scroll: false });
  return [sort, keep];
}

/** Whether the table is wider than its frame: only then the frame scrolls, else the header would not stick to the page. */
function createOverflow() {
  const [isOverflowing, setIsOverflowing] = createSignal(false);
  let frame: HTMLDivElement | undefined;
  onMount(() => {
    if (frame === undefined) return;
    const measured = frame;
    const observer = new ResizeObserver(() => setIsOverflowing(measured.scrollWidth > measured.clientWidth + 1));
    observer.observe(frame);
    for (const child of frame.children) observer.observe(child);
    onCleanup(() => observer.disconnect());
  });
  const attach = (element: HTMLDivElement) => {
    frame = element;
  };
  return [attach, isOverflowing] as const;
}
