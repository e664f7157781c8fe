import { createMemo } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { Column, Sort } from '../../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../../platform/ui/parts/table/table.tsx';
import type { ListColumn } from '../../arrivals/list/list-column.ts';
import type { ListedReport } from '../../arrivals/list/list-replies.ts';
import type { StationNames } from '../../arrivals/station.ts';
import { AnswerCell, MetaCell } from './cells.tsx';
import { ColumnMenu, type ColumnTask } from './column-menu.tsx';
import type { ListDesk } from './list-desk.ts';

/** Columns whose values are short: they take no more than their content. */
const NARROW = ['station', 'received', 'changed', 'channel', 'state'];

/** The page of reports that the list shows. */
export function ReportTable(props: {
  readonly desk: ListDesk;
  readonly shown: readonly string[];
  readonly sort: Sort | null;
  readonly rows: readonly ListedReport[];
  readonly stations: StationNames;
  readonly isBusy: boolean;
  readonly chosen: string | null;
  readonly hrefOf: (id: string) => string;
  readonly onSort: (sort: Sort | null) => void;
  readonly onTask: (column: ListColumn, task: ColumnTask) => void;
}) {
  const { t } = useMessages();
  const { desk } = props;
  const receipt: Column<ListedReport> = {
    id: 'receipt',
    get title() {
      return t('reports.receipt');
    },
    width: 'fit',
    cell: (row) => (
      <a
        class="arrival-code"
        href={props.hrefOf(row.id)}
        data-report={row.id}
        noScroll
        aria-current={props.chosen === row.id ? 'true' : undefined}
      >
        {row.code ?? row.id}
      </a>
    ),
  };
  const columnOf = (id: string): Column<ListedReport> => {
    const column = desk.findColumn(id);
    const name = desk.words.columnName(column);
    return {
      id,
      title: (
        <bdi class="list-title" title={name}>
          {name}
        </bdi>
      ),
      isSortable: true,
      align: column.kind === 'number' || id === 'comments' ? 'end' : undefined,
      width: NARROW.includes(id) ? 'fit' : undefined,
      menu: () => <ColumnMenu name={name} column={column} onTask={(task) => props.onTask(column, task)} />,
      cell: (row) =>
        column.labels === null ? (
          <MetaCell report={row} column={id} stations={props.stations} />
        ) : (
          <AnswerCell report={row} column={column} words={desk.words} />
        ),
    };
  };
  const columns = createMemo(() => [receipt, ...props.shown.map(columnOf)]);
  return (
    <Table
      caption={t('reportList.caption')}
      isCaptionHidden
      isSheet
      isBusy={props.isBusy}
      columns={columns()}
      rows={props.rows}
      order={{ sort: props.sort, onSort: (sort) => props.onSort(sort) }}
    />
  );
}
