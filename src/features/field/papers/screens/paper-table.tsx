import { Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { titleIn } from '../../../../platform/ui/form/model/form-language.ts';
import type { Status } from '../../../../platform/ui/parts/marks/mark-shapes.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import { type ListedPaper, otherLabel, type PaperState } from '../paper.ts';

const MARKS: Readonly<Record<PaperState, Status>> = {
  first: 'pending',
  second: 'to-verify',
  differing: 'conflicting',
  settled: 'met',
  withdrawn: 'not-applicable',
};

/** Where a sheet stands, as shape and word. */
export function PaperMark(props: { readonly state: PaperState }) {
  const { t } = useMessages();
  return <StatusMark status={MARKS[props.state]}>{t(`papers.state.${props.state}`)}</StatusMark>;
}

/** The sheets with where they stand and the receipt of what they became. */
export function PaperTable(props: {
  readonly papers: readonly ListedPaper[];
  readonly hrefOf: (paperId: string) => string;
  readonly hrefOfReport: (reportId: string) => string;
}) {
  const messages = useMessages();
  const { t } = messages;
  const columns = (): Column<ListedPaper>[] => [
    {
      id: 'label',
      title: t('papers.label'),
      width: 'fit',
      cell: (paper) => (
        <a href={props.hrefOf(paper.id)}>
          <bdi>{paper.label}</bdi>
        </a>
      ),
    },
    {
      id: 'state',
      title: t('papers.state'),
      width: 'fit',
      cell: ({ state, isMine }) => (
        <>
          <PaperMark state={state} />
          <Show when={isMine}>
            <span class="paper-mine"> {t('papers.mine')}</span>
          </Show>
        </>
      ),
    },
    {
      id: 'form',
      title: t('papers.form'),
      cell: (row) => <bdi>{titleIn(messages, { title: row.formTitle, titles: row.formTitles })}</bdi>,
    },
    {
      id: 'station',
      title: t('papers.station'),
      cell: (paper) => (
        <>
          <bdi>{paper.station}</bdi>
          <Show when={otherLabel(paper) !== null}>
            <span class="paper-note"> {t('papers.report-is-of', { station: paper.reportStation ?? '' })}</span>
          </Show>
        </>
      ),
    },
    {
      id: 'scan',
      title: t('papers.scan'),
      width: 'fit',
      cell: ({ hasScan }) => (hasScan ? t('papers.scan-there') : ''),
    },
    {
      id: 'receipt',
      title: t('papers.receipt'),
      width: 'fit',
      cell: ({ code, reportId }) => (
        <Show when={reportId}>{(id) => <a href={props.hrefOfReport(id())}>{code}</a>}</Show>
      ),
    },
  ];
  return <Table caption={t('papers.list')} isCaptionHidden columns={columns()} rows={props.papers} />;
}
