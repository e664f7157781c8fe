import { lazy, Show, Suspense } from 'solid-js';
import { useMessages } from '../../i18n/language-provider.tsx';
import { ChartFrame } from '../charts/frame/chart-frame.tsx';
import { RecordLink } from '../parts/links/record-link.tsx';
import { EmptyState } from '../parts/states/empty-state.tsx';
import { Skeleton } from '../parts/states/skeleton.tsx';
import type { PlacesMapProps } from './map-point.ts';

const MapDrawing = lazy(async () => ({ default: (await import('./map-drawing.tsx')).MapDrawing }));

/** Places on a neutral map of land and water, with their list behind it. The map is loaded when it is first shown. */
export function PlacesMap(props: PlacesMapProps) {
  const { t, formatNumber } = useMessages();
  const degrees = (value: number) => formatNumber(value, 4);
  const table = () => ({
    columns: [t('ui.chart.place'), t('ui.chart.latitude'), t('ui.chart.longitude'), t('ui.chart.note')],
    rows: props.points.map((point) => [
      <Show when={point.record} fallback={point.label}>
        {(record) => (
          <RecordLink kind={record().kind} key={record().key}>
            {point.label}
          </RecordLink>
        )}
      </Show>,
      degrees(point.latitude),
      degrees(point.longitude),
      point.note ?? '',
    ]),
  });
  return (
    <Show when={props.points.length > 0} fallback={<EmptyState title={t('ui.map.no-points')} />}>
      <ChartFrame title={props.title} caption={props.caption} table={table}>
        <Suspense fallback={<Skeleton rows={8} />}>
          <MapDrawing {...props} />
        </Suspense>
      </ChartFrame>
    </Show>
  );
}
