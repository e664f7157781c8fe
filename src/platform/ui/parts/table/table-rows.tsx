import { createMemo, createSignal, For, onMount } from 'solid-js';
import type { Column } from './column.ts';
import { createRowWindow } from './row-window.ts';

interface RowsProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}

/** All rows. */
export function PlainRows<Row>(props: RowsProps<Row>) {
  return (
    <tbody>
      <For each={props.rows}>{(row) => <TableRow row={row} columns={props.columns} />}</For>
    </tbody>
  );
}

/** Rows under headings, in the order in which the headings first come up. */
export function GroupedRows<Row>(props: RowsProps<Row> & { readonly groupBy: (row: Row) => string }) {
  const groups = createMemo(() => groupRows(props.rows, props.groupBy));
  return (
    <For each={groups()}>
      {([title, rows]) => (
        <tbody class="table-group">
          <tr>
            <th scope="rowgroup" colspan={props.columns.length}>
              <span>{title}</span>
              <span class="table-group-count">{rows.length}</span>
            </th>
          </tr>
          <For each={rows}>{(row) => <TableRow row={row} columns={props.columns} />}</For>
        </tbody>
      )}
    </For>
  );
}

function groupRows<Row>(rows: readonly Row[], groupBy: (row: Row) => string): readonly (readonly [string, Row[]])[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const title = groupBy(row);
    const group = groups.get(title);
    if (group === undefined) groups.set(title, [row]);
    else group.push(row);
  }
  return [...groups];
}

const ROW_HEIGHT = 32;

/** The rows in view, with empty space for those above and below: a list of 100,000 is as quick as one of 100. */
export function WindowedRows<Row>(props: RowsProps<Row>) {
  let body: HTMLTableSectionElement | undefined;
  const [rowHeight, setRowHeight] = createSignal(ROW_HEIGHT);
  const view = createRowWindow(() => body, { count: () => props.rows.length, rowHeight });
  const visible = createMemo(() => props.rows.slice(view().from, view().to));
  onMount(() => setRowHeight(body?.querySelector('tr[data-row]')?.getBoundingClientRect().height || ROW_HEIGHT));
  return (
    <tbody ref={body}>
      <Spacer columns={props.columns.length} height={view().from * rowHeight()} />
      <For each={visible()}>
        {(row, index) => <TableRow row={row} columns={props.columns} index={view().from + index()} />}
      </For>
      <Spacer columns={props.columns.length} height={(props.rows.length - view().to) * rowHeight()} />
    </tbody>
  );
}

function Spacer(props: { readonly columns: number; readonly height: number }) {
  return (
    <tr class="table-spacer">
      <td colspan={props.columns} style={{ height: `${Math.max(0, props.height)}px` }} />
    </tr>
  );
}

function TableRow<Row>(props: {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly index?: number;
}) {
  return (
    <tr data-row="" aria-rowindex={props.index === undefined ? undefined : props.index + 2}>
      <For each={props.columns}>
        {(column, index) =>
          index() === 0 ? (
            <th scope="row" data-align={column.align} data-width={column.width}>
              {column.cell(props.row)}
            </th>
          ) : (
            <td data-align={column.align} data-width={column.width}>
              {column.cell(props.row)}
            </td>
          )
        }
      </For>
    </tr>
  );
}
