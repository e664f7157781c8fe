import { For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LocalName, LocalText } from '../../../../platform/i18n/local-text.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { SourceMarks } from '../../../../platform/ui/parts/links/source-marks.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import type { Comparison } from '../../claims/figures.ts';
import type { CandidateRow } from './candidates-view.ts';

/** Candidates with their votes: in the order of the ballot unless the reader sorts. Claimed beside computed. */
export function VotesTable(props: {
  readonly rows: readonly CandidateRow[];
  readonly caption: string;
  /** Language in which names are given at home, BCP 47. */
  readonly original: string;
}) {
  const messages = useMessages();
  const { t } = messages;
  const columns = (): Column<CandidateRow>[] => [
    {
      id: 'name',
      title: t('candidates.column.name'),
      cell: (row) => <Name row={row} original={props.original} />,
      sortBy: (row) => messages.localized(row.candidate.name)?.text ?? row.candidate.key,
    },
    {
      id: 'nominator',
      title: t('candidates.column.nominator'),
      cell: (row) => <NominatorCell row={row} />,
      sortBy: (row) => messages.localized(row.nominator?.name ?? {})?.text ?? '',
    },
    {
      id: 'status',
      title: t('candidates.column.status'),
      cell: (row) => t(`candidates.status.${row.path.status}`),
      sortBy: (row) => t(`candidates.status.${row.path.status}`),
    },
    {
      id: 'votes',
      title: t('candidates.column.votes'),
      align: 'end',
      cell: (row) => <VotesCell row={row} />,
      sortBy: (row) => (row.votes?.value ? Number(row.votes.value) : null),
    },
    {
      id: 'share',
      title: t('candidates.column.computed'),
      align: 'end',
      cell: (row) => <ComputedCell row={row} />,
      sortBy: (row) => (row.share?.result.ok ? Number(row.share.result.value.text) : null),
    },
    {
      id: 'claimed',
      title: t('candidates.column.claimed'),
      cell: (row) => <ClaimedCell comparisons={row.claimed} />,
    },
  ];
  return <Table caption={props.caption} isCaptionHidden columns={columns()} rows={props.rows} sortParameter="sort" />;
}

/** A name that opens the candidate, in the reader's language and as it is written at home. */
export function Name(props: { readonly row: CandidateRow; readonly original: string }) {
  return (
    <RecordLink kind="candidate" key={props.row.candidate.key}>
      <LocalName name={props.row.candidate.name} original={props.original} />
    </RecordLink>
  );
}

/** Who nominated; of a self-nomination, that it is one. */
export function NominatorCell(props: { readonly row: CandidateRow }) {
  const { t } = useMessages();
  return (
    <Show when={props.row.nominator} fallback={t(`fields.choice.nomination.${props.row.candidate.nomination}`)}>
      {(nominator) => (
        <RecordLink kind="nominator" key={nominator().key}>
          <LocalText text={nominator().name} fallback={nominator().key} />
        </RecordLink>
      )}
    </Show>
  );
}

function VotesCell(props: { readonly row: CandidateRow }) {
  const { t, formatNumber } = useMessages();
  return (
    <Show when={props.row.votes} fallback={<span class="candidates-soft">{t('candidates.no-votes')}</span>}>
      {(claim) => (
        <>
          <SourceMarks sources={claim().sources} />{' '}
          <RecordLink kind="claim" key={claim().key} class="record-link numeral">
            {formatNumber(claim().value ?? '')}
          </RecordLink>
        </>
      )}
    </Show>
  );
}

function ComputedCell(props: { readonly row: CandidateRow }) {
  const { t, formatPercent } = useMessages();
  const text = () => (props.row.share?.result.ok ? props.row.share.result.value.text : null);
  return (
    <Show when={text()} fallback={<span class="candidates-soft">{t('candidates.no-share')}</span>}>
      {(share) => <span class="numeral">{formatPercent(share())}</span>}
    </Show>
  );
}

/** Every claimed share with its kind and sources; one that differs from the computed share is marked. */
function ClaimedCell(props: { readonly comparisons: readonly Comparison[] }) {
  const { t, formatPercent } = useMessages();
  return (
    <For each={props.comparisons}>
      {({ claim, agrees }) => (
        <p class="candidates-claimed">
          <RecordLink kind="claim" key={claim.key} class="record-link numeral">
            {formatPercent(claim.value ?? '')}
          </RecordLink>{' '}
          <span class="candidates-soft">{t(`fields.choice.kind.${claim.kind}`).toLowerCase()}</span>{' '}
          <Show when={!agrees}>
            <StatusMark status="conflicting">{t('candidates.differs')}</StatusMark>{' '}
          </Show>
          <SourceMarks sources={claim.sources} />
        </p>
      )}
    </For>
  );
}
