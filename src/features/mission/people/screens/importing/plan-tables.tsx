import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Badge } from '../../../../../platform/ui/parts/marks/status-mark.tsx';
import type { Column } from '../../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../../platform/ui/parts/table/table.tsx';
import type { ImportIssue, PlannedRow } from '../../people-replies.ts';
import type { FieldChange } from '../../person.ts';
import { wordField, wordIssue } from '../people-words.ts';

/** Everything that is wrong with a file, by row and column. */
export function IssueTable(props: { readonly issues: readonly ImportIssue[] }) {
  const messages = useMessages();
  const { t } = messages;
  const columns: Column<ImportIssue>[] = [
    {
      id: 'row',
      title: t('people.import.row'),
      width: 'fit',
      align: 'end',
      cell: ({ row }) => <span class="numeral">{row === null ? '–' : messages.formatNumber(row)}</span>,
      sortBy: ({ row }) => row,
    },
    {
      id: 'column',
      title: t('people.import.column'),
      width: 'fit',
      cell: ({ column }) => <Show when={column}>{(name) => <code>{name()}</code>}</Show>,
      sortBy: ({ column }) => column,
    },
    {
      id: 'what',
      title: t('people.import.what'),
      width: 'wide',
      cell: (issue) => (
        <>
          <Show when={issue.severity === 'warning'}>
            <Badge>{t('people.import.warning')}</Badge>{' '}
          </Show>
          {wordIssue(messages, issue)}
        </>
      ),
    },
  ];
  return <Table caption={t('people.import.issues')} columns={columns} rows={props.issues} />;
}

/** What becomes of whom, row by row. */
export function PlannedTable(props: { readonly rows: readonly PlannedRow[] }) {
  const messages = useMessages();
  const { t } = messages;
  const columns: Column<PlannedRow>[] = [
    {
      id: 'code',
      title: t('people.field.code'),
      width: 'fit',
      cell: ({ code }) => <span class="people-code">{code}</span>,
      sortBy: ({ code }) => code,
    },
    {
      id: 'row',
      title: t('people.import.row'),
      width: 'fit',
      align: 'end',
      cell: ({ row }) => <span class="numeral">{messages.formatNumber(row)}</span>,
      sortBy: ({ row }) => row,
    },
    {
      id: 'state',
      title: t('people.import.state'),
      width: 'fit',
      cell: ({ isNew }) => t(isNew ? 'people.import.is-new' : 'people.import.is-changed'),
      sortBy: ({ isNew }) => (isNew ? 0 : 1),
    },
    {
      id: 'changes',
      title: t('people.import.changes'),
      width: 'wide',
      cell: ({ changes, isNew }) => <Changes changes={changes} isNew={isNew} />,
    },
  ];
  return <Table caption={t('people.import.rows')} isSheet columns={columns} rows={props.rows} />;
}

/** As the file says it: kinds, languages and places by the words of its cells. */
function Changes(props: { readonly changes: readonly FieldChange[]; readonly isNew: boolean }) {
  const messages = useMessages();
  const { t } = messages;
  const shown = () => props.changes.filter(({ field }) => !(props.isNew && field === 'code'));
  return (
    <For each={shown()}>
      {({ field, before, after }, index) => (
        <>
          {index() > 0 ? '; ' : ''}
          {wordField(messages, field)}:{' '}
          <Show when={before !== null || !props.isNew}>
            <bdi>{before ?? t('people.nothing')}</bdi> →{' '}
          </Show>
          <bdi>{after ?? t('people.nothing')}</bdi>
        </>
      )}
    </For>
  );
}
