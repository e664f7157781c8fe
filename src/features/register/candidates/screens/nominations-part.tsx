import { Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { SourceMarks } from '../../../../platform/ui/parts/links/source-marks.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import type { NominationDay, Nominations } from './candidates-view.ts';

/** Approved nominations by day, and plainly how many of them have no name in the sources. */
export function NominationsPart(props: { readonly nominations: Nominations }) {
  const { t, formatNumber } = useMessages();
  const computed = () =>
    props.nominations.total.figure?.result.ok ? props.nominations.total.figure.result.value : null;
  const isContrary = () => props.nominations.total.figure?.comparisons.some(({ agrees }) => !agrees) ?? false;
  return (
    <section class="candidates-part">
      <h2>{t('candidates.nominations')}</h2>
      <p class="candidates-lead">
        <Show when={props.nominations.total.claim}>
          {(claim) => (
            <>
              <RecordLink kind="claim" key={claim().key}>
                {t('candidates.nominations.all', { count: Number(claim().value ?? 0) })}
              </RecordLink>{' '}
              <SourceMarks sources={claim().sources} />{' '}
            </>
          )}
        </Show>
        <Show when={props.nominations.unnamed}>
          {(count) => <>{t('candidates.nominations.unnamed', { count: count(), named: props.nominations.named })}</>}
        </Show>
      </p>
      <Show when={props.nominations.days.length > 0}>
        <DayTable nominations={props.nominations} />
        <p class="candidates-soft">
          <Show when={computed()}>
            {(value) => <>{t('candidates.nominations.sum', { sum: formatNumber(value().text) })}</>}
          </Show>{' '}
          <Show when={isContrary()}>
            <StatusMark status="conflicting">{t('candidates.differs')}</StatusMark>
          </Show>
        </p>
      </Show>
    </section>
  );
}

function DayTable(props: { readonly nominations: Nominations }) {
  const { t, formatNumber, formatWhen } = useMessages();
  const columns = (): Column<NominationDay>[] => [
    {
      id: 'day',
      title: t('candidates.nominations.day'),
      cell: ({ claim }) => (
        <>
          <RecordLink kind="claim" key={claim.key}>
            {formatWhen(claim.as_of, 'short')}
          </RecordLink>{' '}
          <SourceMarks sources={claim.sources} />
        </>
      ),
    },
    {
      id: 'approved',
      title: t('candidates.nominations.approved'),
      align: 'end',
      cell: ({ claim }) => formatNumber(claim.value ?? ''),
    },
    { id: 'named', title: t('candidates.nominations.named'), align: 'end', cell: ({ named }) => formatNumber(named) },
    {
      id: 'nameless',
      title: t('candidates.nominations.nameless'),
      align: 'end',
      cell: ({ unnamed }) => (unnamed === null ? '' : formatNumber(unnamed)),
    },
  ];
  return (
    <div class="candidates-days">
      <Table
        caption={t('candidates.nominations.by-day')}
        isCaptionHidden
        columns={columns()}
        rows={props.nominations.days}
      />
    </div>
  );
}
