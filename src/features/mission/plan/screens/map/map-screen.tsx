import { useSearchParams } from '@solidjs/router';
import { createMemo, createResource, Show } from 'solid-js';
import { parseCalendarDate } from '../../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import type { DayRoutes, MapGround } from '../../plan-replies.ts';
import type { AskedRoutes, GroundProps, MapProps } from './asked-routes.ts';
import { DrawRoute } from './draw-route.tsx';
import '../plan.css';
import './map.css';

/** Routes of a phase of a day on the map and as a list; editors draw that of a team by hand. */
export function MapScreen(props: MapProps) {
  const { t } = useMessages();
  const base = () => `/api/missions/${encodeURIComponent(props.mission)}/plan`;
  const [ground, { refetch }] = createResource(base, (address) => api.get<MapGround>(`${address}/map`));
  return (
    <Show when={ground.error === undefined} fallback={<ErrorState problem={ground.error} onRetry={refetch} />}>
      <Show when={ground.latest} fallback={<Skeleton rows={10} />}>
        {(shown) => (
          <Show
            when={shown().all}
            fallback={<EmptyState title={t('planMap.no-election')}>{t('planMap.no-election-hint')}</EmptyState>}
          >
            {(all) => (
              <Show
                when={all().stations > 0}
                fallback={<EmptyState title={t('planMap.no-stations')}>{t('planMap.no-stations-hint')}</EmptyState>}
              >
                <DayOfRoutes {...props} base={base()} all={all()} areas={shown().areas} />
              </Show>
            )}
          </Show>
        )}
      </Show>
    </Show>
  );
}

/** Loads what is planned in the phase of the day that the address names. */
function DayOfRoutes(props: GroundProps) {
  const [query] = useSearchParams<{ day: string; phase: string; team: string }>();
  const asked = createMemo(
    () => {
      const keys = props.plan.phases.map(({ key }) => key);
      const day = query.day ?? props.plan.electionDay ?? '';
      const team = props.teams.find(({ id }) => id === query.team) ?? null;
      return { day, phase: keys.find((key) => key === query.phase) ?? keys[0] ?? '', team };
    },
    undefined,
    { equals: (one, other) => JSON.stringify(one) === JSON.stringify(other) },
  );
  const [found, { refetch }] = createResource(
    () => (parseCalendarDate(asked().day) === null ? false : asked()),
    async ({ day, phase, team }): Promise<AskedRoutes> => {
      const given = { day, phase, ...(team === null ? {} : { team: team.id }) };
      const path = `${props.base}/map/routes?${new URLSearchParams(given)}`;
      return { day, phase, team, routes: await api.get<DayRoutes>(path) };
    },
  );
  const name = () => found.latest && JSON.stringify([found.latest.day, found.latest.phase, found.latest.team]);
  return (
    <Show when={found.error === undefined} fallback={<ErrorState problem={found.error} onRetry={refetch} />}>
      <Show
        when={parseCalendarDate(asked().day) === null}
        fallback={
          <Show when={name()} keyed fallback={<Skeleton rows={10} />}>
            {(_) => (
              <Show when={found.latest}>
                {(shown) => <DrawRoute {...props} asked={shown()} onChanged={async () => void (await refetch())} />}
              </Show>
            )}
          </Show>
        }
      >
        <AskDay />
      </Show>
    </Show>
  );
}

/** Of a mission whose election has no day yet. */
function AskDay() {
  const { t } = useMessages();
  const [, setQuery] = useSearchParams();
  return (
    <TextField
      type="date"
      width="short"
      label={t('plan.day')}
      hint={t('planMap.no-day')}
      value=""
      onInput={(day) => parseCalendarDate(day.trim()) !== null && setQuery({ day: day.trim() })}
    />
  );
}
