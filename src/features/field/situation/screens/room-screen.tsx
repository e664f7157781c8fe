import { useSearchParams } from '@solidjs/router';
import { For, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { SelectField } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import { MOST_CONFLICTS, type ShownRoom } from '../situation.ts';
import type { FollowedRoom } from './live/follow-room.ts';
import { ToldPolitely } from './live/told-politely.tsx';
import { FlowChart } from './parts/flow-chart.tsx';
import { ResponseGrid, StateKey } from './parts/response-grid.tsx';
import { RoomIncidentLists } from './parts/room-incidents.tsx';
import { NewestReports, NextDeadlines, OpenFlags } from './parts/side-lists.tsx';
import { StationMap, UnlocatedStations } from './parts/station-map.tsx';
import type { RoomLinks } from './room-address.ts';
import { RoomTurnout } from './turnout/room-turnout.tsx';
import './room.css';

const [FLOW_PX, MAP_PX] = [200, 420];

interface RoomProps {
  readonly followed: FollowedRoom;
  readonly links: RoomLinks;
  /** What to do where the mission has no plan. */
  readonly begin: JSX.Element;
  /** Whether whoever looks may say which questions mean turnout. */
  readonly canDecide: boolean;
}

/** Everything that matters on the day, on one screen that is live. */
export function RoomScreen(props: RoomProps) {
  const { t } = useMessages();
  const { room, shownRoom, isUnplanned } = props.followed;
  return (
    <div class="room" data-standing={props.followed.stream.standing()}>
      <Show
        when={!isUnplanned()}
        fallback={
          <EmptyState title={t('situation.none')} actions={props.begin}>
            {t('situation.none-hint')}
          </EmptyState>
        }
      >
        <Show when={room.problem()}>{(found) => <ErrorState problem={found()} onRetry={room.again} />}</Show>
        <Show when={shownRoom()} fallback={<Show when={room.problem() === null}>{<Skeleton rows={12} />}</Show>}>
          {(shown) => <FilledRoom {...props} room={shown()} />}
        </Show>
      </Show>
    </div>
  );
}

function FilledRoom(props: RoomProps & { readonly room: ShownRoom }) {
  const messages = useMessages();
  const { t } = messages;
  const { followed } = props;
  return (
    <>
      <ToldPolitely room={props.room} />
      <RoomDays room={props.room} />
      <div class="room-part">
        <h2>{t('situation.response')}</h2>
        <p class="room-soft">
          {t('situation.response-caption')}{' '}
          {t('situation.as-of', {
            time: messages.formatInstant(Date.parse(props.room.at), { timezone: props.room.zone }),
          })}
        </p>
        <StateKey />
        <ResponseGrid room={props.room} areas={props.room.areas} links={props.links} />
        <RoomNotes room={props.room} links={props.links} />
      </div>
      <div class="room-columns">
        <div class="room-wide">
          <Show when={followed.flow.shown.reply}>{(flow) => <FlowChart flow={flow()} height={FLOW_PX} />}</Show>
          <Show when={followed.turnout.shown.reply}>
            {(turnout) => <RoomTurnout turnout={turnout()} links={props.links} canDecide={props.canDecide} />}
          </Show>
          <RoomMap {...props} />
        </div>
        <div class="room-side">
          <Show when={followed.incidents.shown.reply}>
            {(incidents) => <RoomIncidentLists incidents={incidents()} zone={props.room.zone} links={props.links} />}
          </Show>
          <OpenFlags checks={props.room.checks} links={props.links} />
          <Show when={followed.newest.shown.reply}>
            {(reports) => <NewestReports reports={reports()} zone={props.room.zone} links={props.links} />}
          </Show>
          <Show when={props.links.deadlines !== null && followed.deadlines.shown.reply}>
            {(deadlines) => <NextDeadlines deadlines={deadlines()} links={props.links} />}
          </Show>
        </div>
      </div>
    </>
  );
}

const LACKS = ['team', 'station', 'phase'] as const;

/** What is to be known beside the numbers. */
function RoomNotes(props: { readonly room: ShownRoom; readonly links: RoomLinks }) {
  const { t } = useMessages();
  const unplaced = () => Object.values(props.room.unplaced).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <Show when={!props.room.areConflictsWhole}>
        <p class="room-soft">{t('situation.conflicts-cut', { limit: MOST_CONFLICTS })}</p>
      </Show>
      <Show when={unplaced() > 0}>
        <p>
          {t('situation.unplaced', { count: unplaced() })}:{' '}
          <For each={LACKS.filter((lacks) => props.room.unplaced[lacks] > 0)}>
            {(lacks, at) => (
              <>
                {at() > 0 ? ', ' : ''}
                <a href={props.links.visits({ lacks })}>
                  {t(`plan.lacks.${lacks}`)} {props.room.unplaced[lacks]}
                </a>
              </>
            )}
          </For>
        </p>
      </Show>
    </>
  );
}

function RoomDays(props: { readonly room: ShownRoom }) {
  const { t, formatDate, formatWeekday } = useMessages();
  return (
    <nav class="room-days" aria-label={t('situation.day')}>
      <ul>
        <For each={props.room.days}>
          {(one) => (
            <li>
              <a href={`?day=${one.day}`} aria-current={one.day === props.room.day ? 'date' : undefined} noScroll>
                <span>
                  {formatWeekday(one.day, true)} {formatDate(one.day, 'short')}
                </span>
                <span class="numeral room-soft">
                  {t('situation.received-of', { received: one.received, expected: one.expected })}
                </span>
              </a>
            </li>
          )}
        </For>
      </ul>
    </nav>
  );
}

function RoomMap(props: { readonly followed: FollowedRoom; readonly room: ShownRoom }) {
  const messages = useMessages();
  const { t } = messages;
  const [, setQuery] = useSearchParams();
  const phases = () =>
    props.room.phases.map(({ key, name }) => ({ value: key, label: messages.localized(name)?.text ?? key }));
  const current = () => phases().find(({ value }) => value === props.followed.shownPhase());
  return (
    <div class="room-part">
      <Show when={phases().length > 1}>
        <SelectField
          label={t('situation.map-phase')}
          value={current()?.value ?? ''}
          choices={phases()}
          onInput={(phase) => setQuery({ phase }, { replace: true, scroll: false })}
        />
      </Show>
      <Show when={props.followed.map.shown.reply}>
        {(stations) => (
          <>
            <StationMap stations={stations()} height={MAP_PX} phase={current()?.label ?? ''} />
            <UnlocatedStations stations={stations()} />
          </>
        )}
      </Show>
    </div>
  );
}
