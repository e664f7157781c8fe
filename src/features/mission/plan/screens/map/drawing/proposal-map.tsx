import { For } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { ChartFrame } from '../../../../../../platform/ui/charts/frame/chart-frame.tsx';
import { MovableMap } from '../../../../../../platform/ui/map/movable-map.tsx';
import type { RouteProposal } from '../../../plan-replies.ts';
import { LineNumbers, RouteLine } from './route-line.tsx';
import '../map.css';

/** Routes that are proposed, each told from the others by its pattern and the code of its team. */
export function ProposalMap(props: { readonly routes: RouteProposal['routes'] }) {
  const messages = useMessages();
  const { t } = messages;
  const lines = () =>
    props.routes
      .filter(({ stops }) => stops.length > 0)
      .map(({ team, firstPosition, stops }) => ({
        team: team.code,
        stops: stops.map(({ station, point }, at) => ({ station, point, number: firstPosition + at })),
      }));
  const points = () => lines().flatMap(({ stops }) => stops.flatMap(({ point }) => point ?? []));
  const table = () => ({
    columns: [t('plan.team'), t('samples.stations')],
    rows: lines().map(({ team, stops }) => [
      team,
      stops.map(({ number, station }) => `${number} ${station}`).join(', '),
    ]),
  });
  return (
    <ChartFrame
      title={t('planMap.proposed')}
      caption={t('planMap.proposed-caption', { teams: lines().length })}
      table={table}
    >
      <MovableMap label={t('planMap.proposed')} around={points()}>
        {(view) => (
          <>
            <For each={lines()}>
              {({ team, stops }, at) => <RouteLine view={view()} label={team} pattern={at()} stops={stops} />}
            </For>
            <For each={lines()}>{({ stops }, at) => <LineNumbers view={view()} pattern={at()} stops={stops} />}</For>
          </>
        )}
      </MovableMap>
    </ChartFrame>
  );
}
