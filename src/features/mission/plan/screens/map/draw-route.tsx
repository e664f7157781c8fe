import { useSearchParams } from '@solidjs/router';
import { createSignal, lazy, Show, Suspense } from 'solid-js';
import { parseCalendarDate } from '../../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { ApiProblem, api } from '../../../../../platform/ui/api.ts';
import { UnsentQuestion } from '../../../../../platform/ui/parts/actions/dialog.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import { createLeaveHold } from '../../../../../platform/ui/parts/panel/leave-hold.ts';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import type { MapStation, RouteSaved } from '../../plan-replies.ts';
import type { AskedRoutes, GroundProps } from './asked-routes.ts';
import { cornersOf, type Spot } from './drawing/spots.ts';
import { MapChoices } from './map-choices.tsx';
import { MapKey } from './map-key.tsx';
import { RouteList } from './route-list.tsx';
import { type RouteWords, SaveRoute } from './save-route.tsx';
import { createSketch } from './sketch.ts';
import { StationList } from './station-list.tsx';

const RouteMap = lazy(async () => ({ default: (await import('./drawing/route-map.tsx')).RouteMap }));

interface DrawProps extends GroundProps {
  readonly asked: AskedRoutes;
  /** Asks the server again. */
  readonly onChanged: () => Promise<void>;
}

/** The map and the lists beside it: one draft of the route, which is kept once it is saved. */
export function DrawRoute(props: DrawProps) {
  const { t } = useMessages();
  const [, setQuery] = useSearchParams();
  const sketch = createSketch(() => props.asked.routes);
  const hold = createLeaveHold(sketch.isChanged, sketch.undo);
  const [area, setArea] = createSignal('');
  const [goal, setGoal] = createSignal<readonly Spot[] | null>(null);
  const [atSpot, setAtSpot] = createSignal<readonly MapStation[] | null>(null);
  const when = () => ({ day: props.asked.day, phase: props.asked.phase });
  const canDraw = () => props.canEdit && props.asked.team !== null;
  const save = createSave(props, sketch);
  const narrow = (part: Readonly<Record<string, string | null>>) => hold.ask(() => setQuery(part, { scroll: false }));
  const goToArea = (key: string) => {
    setArea(key);
    const bounds = key === '' ? props.all.bounds : (props.areas.find((one) => one.key === key)?.bounds ?? null);
    if (bounds !== null) setGoal(cornersOf(bounds));
  };
  return (
    <div class="plan-settings">
      <Show when={hold.wanted()}>
        <UnsentQuestion onStay={hold.stay} onLeave={hold.go} />
      </Show>
      <Show when={hold.wanted() === null} keyed>
        <MapChoices {...props} area={area()} onArea={goToArea} onNarrow={(part) => isKnown(part) && narrow(part)} />
      </Show>
      <div class="route-desk">
        <div class="route-map">
          <Show
            when={props.all.bounds}
            fallback={<EmptyState title={t('planMap.no-points')}>{t('planMap.no-points-hint')}</EmptyState>}
          >
            <Suspense fallback={<Skeleton rows={12} />}>
              <RouteMap
                {...props}
                {...{ sketch, when: when(), canDraw: canDraw(), goal: goal(), onGo: setGoal, onSpot: setAtSpot }}
                routes={props.asked.routes}
                team={props.asked.team?.code ?? null}
              />
            </Suspense>
          </Show>
          <MapKey all={props.all} isCut={props.asked.routes.isCut} />
        </div>
        <div class="route-side">
          <Show
            when={props.asked.team}
            fallback={
              <p class="plan-words">{t(props.teams.length === 0 ? 'planMap.no-teams' : 'planMap.choose-team')}</p>
            }
          >
            {(team) => <RouteList team={team().code} {...{ sketch, canDraw: canDraw(), onGo: setGoal }} />}
          </Show>
          <Show when={canDraw() && sketch.isChanged()}>
            <SaveRoute sketch={sketch} onSave={save} />
          </Show>
          <StationList
            {...props}
            {...{ sketch, when: when(), canDraw: canDraw(), area: area(), atSpot: atSpot(), onGo: setGoal }}
            onAll={() => setAtSpot(null)}
          />
        </div>
      </div>
    </div>
  );
}

/** A day that is half typed asks for nothing. */
function isKnown({ day }: Readonly<Record<string, string | null>>): boolean {
  return typeof day !== 'string' || parseCalendarDate(day) !== null;
}

/** Saves the route; where somebody was first, what they did is loaded, and the draft stays. */
function createSave(props: DrawProps, sketch: ReturnType<typeof createSketch>) {
  const { t } = useMessages();
  return async (words: RouteWords) => {
    const { day, phase, team } = props.asked;
    try {
      await api.put<RouteSaved>(`${props.base}/route`, { team: team?.id, day, phase, ...sketch.body(), ...words });
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'changed-meanwhile') await props.onChanged();
      throw error;
    }
    await props.onChanged();
    sketch.undo();
    showToast({ message: t('planMap.saved') });
  };
}
