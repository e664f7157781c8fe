import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { Column } from '../../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../../platform/ui/parts/table/table.tsx';
import { type FirstLot, firstLots } from '../../desk-sample.ts';
import type { ShownSample, ShownUnit } from '../../sample-replies.ts';

/** How many were drawn of each stratum, or of the frame, and how many of them something came of. */
export function LotTable(props: { readonly sample: ShownSample }) {
  const messages = useMessages();
  const { t } = messages;
  const drawn = () => props.sample.units.filter(({ isReserve }) => !isReserve);
  const coverage = ({ stratum }: FirstLot) => {
    const own = drawn().filter((unit) => stratum === null || unit.stratum === stratum);
    const received = own.filter((unit) => unit.received > 0).length;
    const planned = own.filter((unit) => unit.expected > 0).length;
    return t('samples.covered', { stations: own.length, planned, received });
  };
  const columns = (): Column<FirstLot>[] => [
    {
      id: 'stratum',
      title: t('samples.stratum'),
      cell: ({ stratum }) => <bdi>{stratum ?? t('samples.whole-frame')}</bdi>,
      sortBy: ({ stratum }) => stratum,
    },
    {
      id: 'units',
      title: t('samples.frame'),
      align: 'end',
      cell: ({ units }) => messages.formatNumber(units),
      sortBy: ({ units }) => units,
    },
    {
      id: 'drawn',
      title: t('samples.drawn-of'),
      align: 'end',
      cell: ({ drawn: count }) => messages.formatNumber(count),
      sortBy: ({ drawn: count }) => count,
    },
    {
      id: 'certain',
      title: t('samples.certain'),
      align: 'end',
      cell: ({ certain }) => (certain === 0 ? '–' : messages.formatNumber(certain)),
    },
    { id: 'coverage', title: t('samples.coverage'), cell: coverage },
  ];
  return <Table caption={t('samples.strata')} columns={columns()} rows={firstLots(props.sample.record.lots)} />;
}

/** The stations of a sample with their chances, then whom to take instead. */
export function UnitTable(props: { readonly sample: ShownSample }) {
  const messages = useMessages();
  const { t } = messages;
  const columns = (): Column<ShownUnit>[] => [
    { id: 'position', title: '#', align: 'end', width: 'fit', cell: ({ position }) => messages.formatNumber(position) },
    {
      id: 'station',
      title: t('samples.station'),
      cell: ({ station, cluster, names }) => (
        <>
          <bdi>{station ?? cluster}</bdi> {messages.localized(names ?? {})?.text}
        </>
      ),
      sortBy: ({ station }) => station,
    },
    {
      id: 'stratum',
      title: t('samples.stratum'),
      cell: ({ stratum }) => <bdi>{stratum ?? '–'}</bdi>,
      sortBy: ({ stratum }) => stratum,
    },
    {
      id: 'cluster',
      title: t('samples.cluster'),
      cell: ({ cluster }) => <bdi>{cluster ?? '–'}</bdi>,
      sortBy: ({ cluster }) => cluster,
    },
    { id: 'inclusion', title: t('samples.inclusion'), align: 'end', cell: ({ inclusion }) => inclusion ?? '–' },
    {
      id: 'weight',
      title: t('samples.weight'),
      align: 'end',
      cell: ({ weight }) => (weight === null ? '–' : messages.formatNumber(Math.round(weight * 1_000) / 1_000)),
      sortBy: ({ weight }) => weight,
    },
    {
      id: 'coverage',
      title: t('samples.response'),
      align: 'end',
      cell: ({ received, expected }) =>
        expected === 0 ? t('samples.not-planned') : t('samples.received-of', { received, expected }),
      sortBy: ({ received, expected }) => (expected === 0 ? -1 : received),
    },
  ];
  return (
    <Table
      caption={t('samples.stations')}
      columns={columns()}
      rows={props.sample.units}
      groupBy={({ isReserve }) => t(isReserve ? 'samples.of-reserve' : 'samples.of-sample')}
    />
  );
}
