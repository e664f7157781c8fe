import { Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import type { Outcome, RetentionKind, ShownList } from '../retention.ts';

/** How many of each kind stand on a list; once it was worked off, what became of them. */
export function CountTable(props: { readonly list: ShownList }) {
  const messages = useMessages();
  const { t } = messages;
  return (
    <>
      <Table
        caption={t('retention.counts')}
        isCaptionHidden
        columns={columnsOf(messages, props.list)}
        rows={props.list.kinds}
      />
      <Show when={sumOf(props.list, ['changed', 'held']) > 0}>
        <p class="retention-note">{t('retention.kept-hint')}</p>
      </Show>
    </>
  );
}

/** What became of rows, as the table has it: changed and held ones were both left. */
const OUTCOME_COLUMNS: readonly (readonly ['deleted' | 'gone' | 'kept', readonly Outcome[]])[] = [
  ['deleted', ['deleted']],
  ['gone', ['gone']],
  ['kept', ['changed', 'held']],
];

function columnsOf({ t, formatNumber }: Messages, list: ShownList): Column<RetentionKind>[] {
  // On a telephone there is no room for columns of noughts.
  const told = OUTCOME_COLUMNS.filter(([name, outcomes]) => name === 'deleted' || sumOf(list, outcomes) > 0);
  const ends = told.map(
    ([name, outcomes]): Column<RetentionKind> => ({
      id: name,
      title: t(`retention.outcome.${name}`),
      align: 'end',
      cell: (kind) => <span class="numeral">{formatNumber(countOf(list, kind, outcomes))}</span>,
    }),
  );
  return [
    { id: 'kind', title: t('retention.kind'), cell: (kind) => t(`retention.kind.${kind}`) },
    {
      id: 'count',
      title: t('retention.count'),
      align: 'end',
      cell: (kind) => <span class="numeral">{formatNumber(list.counts[kind] ?? 0)}</span>,
    },
    ...(list.outcomes === null ? [] : ends),
  ];
}

function countOf({ outcomes }: ShownList, kind: RetentionKind, of: readonly Outcome[]): number {
  return of.reduce((sum, outcome) => sum + (outcomes?.[outcome]?.[kind] ?? 0), 0);
}

function sumOf(list: ShownList, of: readonly Outcome[]): number {
  return list.kinds.reduce((sum, kind) => sum + countOf(list, kind, of), 0);
}
