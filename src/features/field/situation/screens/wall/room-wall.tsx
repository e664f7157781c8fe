import { createMemo, For, type JSX, Match, onCleanup, Show, Switch } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button, LinkButton } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import type { RoomIncidents, ShownRoom } from '../../situation.ts';
import type { FollowedRoom } from '../live/follow-room.ts';
import { StreamMark } from '../live/stream-mark.tsx';
import { FlowChart } from '../parts/flow-chart.tsx';
import { ResponseGrid, StateKey } from '../parts/response-grid.tsx';
import { LoudIncidents, RoomIncidentLists } from '../parts/room-incidents.tsx';
import { NextDeadlines, OpenFlags } from '../parts/side-lists.tsx';
import { StationMap } from '../parts/station-map.tsx';
import { RoomTurnout } from '../turnout/room-turnout.tsx';
import { keepAwake } from './keep-awake.ts';
import { createPageTurns } from './turn-pages.ts';
import '../room.css';
import './wall.css';

/** Where an SOS takes room from them, fewer fit. */
const AREAS_ON_A_PAGE = { quiet: 8, loud: 6 };

/** The room for a projector: large, without names of people, page after page. */
export function RoomWall(props: {
  readonly followed: FollowedRoom;
  readonly title: string;
  readonly look: 'light' | 'dark';
  readonly hasDeadlines: boolean;
  readonly hrefOfLook: (look: 'light' | 'dark') => string;
  readonly hrefOfRoom: string;
}) {
  keepAwake();
  const { stream, shownRoom } = props.followed;
  const { t, formatDate, formatInstant } = useMessages();
  const pages = createMemo(() => pagesOf(shownRoom(), props.followed, props.hasDeadlines));
  const turns = createPageTurns(() => pages().length);
  const listen = (event: KeyboardEvent) => {
    const isOnControl = event.target instanceof Element && event.target.closest('a, button, summary') !== null;
    if (event.key === 'ArrowRight') turns.turn(1);
    else if (event.key === 'ArrowLeft') turns.turn(-1);
    else if (event.key === ' ' && !isOnControl) turns.pause();
    else return;
    event.preventDefault();
  };
  window.addEventListener('keydown', listen);
  onCleanup(() => window.removeEventListener('keydown', listen));
  return (
    <main class="room room-wall" data-look={props.look} data-standing={stream.standing()}>
      <header class="room-wall-head">
        <h1>{props.title}</h1>
        <Show when={shownRoom()}>
          {(shown) => (
            <>
              <p class="room-soft">
                {formatDate(shown().day)} ·{' '}
                {t('situation.as-of', { time: formatInstant(Date.parse(shown().at), { timezone: shown().zone }) })}
              </p>
              <StreamMark standing={stream.standing()} heardAt={stream.heardAt()} zone={shown().zone} />
            </>
          )}
        </Show>
      </header>
      <Show when={props.followed.incidents.shown.reply}>{(shown) => <LoudIncidents incidents={shown()} />}</Show>
      <section class="room-wall-page" aria-label={t('situation.wall-page', pageOf(turns.page(), pages()))}>
        <Show when={pages()[turns.page()]} fallback={<Skeleton rows={12} />} keyed>
          {(page) => <WallPage page={page} followed={props.followed} />}
        </Show>
      </section>
      <WallControls {...props} turns={turns} pages={pages()} />
    </main>
  );
}

/** A page by its name: the same page is not drawn anew when its numbers change. */
type Page = `areas ${number}` | 'flow' | 'turnout' | 'map' | 'incidents' | 'lists';

function pagesOf(
  room: ShownRoom | null,
  { map, incidents, turnout }: FollowedRoom,
  hasDeadlines: boolean,
): readonly Page[] {
  if (room === null) return [];
  const areas = Math.max(1, Math.ceil(room.areas.length / areasOnPage(incidents.shown.reply)));
  return [
    ...Array.from({ length: areas }, (_, at): Page => `areas ${at}`),
    'flow',
    ...(turnout.shown.reply?.isFollowed ? (['turnout'] as const) : []),
    ...((map.shown.reply?.spots.length ?? 0) > 0 ? (['map'] as const) : []),
    ...((incidents.shown.reply?.newest.length ?? 0) > 0 ? (['incidents'] as const) : []),
    ...(room.checks.length > 0 || hasDeadlines ? (['lists'] as const) : []),
  ];
}

const areasOnPage = (incidents: RoomIncidents | null) =>
  (incidents?.counts.loud ?? 0) > 0 ? AREAS_ON_A_PAGE.loud : AREAS_ON_A_PAGE.quiet;

const pageOf = (page: number, pages: readonly Page[]) => ({ page: page + 1, pages: Math.max(1, pages.length) });

function WallPage(props: { readonly page: Page; readonly followed: FollowedRoom }): JSX.Element {
  const messages = useMessages();
  const { shownRoom, flow, turnout, map, incidents, deadlines, shownPhase } = props.followed;
  const areas = () => {
    const count = areasOnPage(incidents.shown.reply);
    const from = Number(props.page.split(' ')[1] ?? 0) * count;
    return (shownRoom()?.areas ?? []).slice(from, from + count);
  };
  const phase = () => shownRoom()?.phases.find(({ key }) => key === shownPhase());
  const height = () => Math.round(window.innerHeight * 0.66);
  return (
    <Switch>
      <Match when={props.page.startsWith('areas') && shownRoom()}>
        {(shown) => (
          <>
            <StateKey />
            <ResponseGrid room={shown()} areas={areas()} links={null} />
          </>
        )}
      </Match>
      <Match when={props.page === 'flow' && flow.shown.reply}>
        {(shown) => <FlowChart flow={shown()} height={height()} />}
      </Match>
      <Match when={props.page === 'turnout' && turnout.shown.reply}>
        {(shown) => <RoomTurnout turnout={shown()} links={null} canDecide={false} />}
      </Match>
      <Match when={props.page === 'map' && map.shown.reply}>
        {(shown) => (
          <StationMap
            stations={shown()}
            height={height()}
            phase={messages.localized(phase()?.name ?? {})?.text ?? ''}
          />
        )}
      </Match>
      <Match when={props.page === 'incidents' && incidents.shown.reply}>
        {(shown) => <RoomIncidentLists incidents={shown()} zone={shownRoom()?.zone ?? 'UTC'} links={null} />}
      </Match>
      <Match when={props.page === 'lists' && shownRoom()}>
        {(shown) => (
          <div class="room-wall-lists">
            <OpenFlags checks={shown().checks} links={null} />
            <NextDeadlines deadlines={deadlines.shown.reply ?? []} links={null} />
          </div>
        )}
      </Match>
    </Switch>
  );
}

function WallControls(props: {
  readonly turns: ReturnType<typeof createPageTurns>;
  readonly pages: readonly Page[];
  readonly look: 'light' | 'dark';
  readonly hrefOfLook: (look: 'light' | 'dark') => string;
  readonly hrefOfRoom: string;
}) {
  const { t } = useMessages();
  const other = () => (props.look === 'light' ? 'dark' : 'light');
  return (
    <nav class="room-wall-controls" aria-label={t('situation.wall-controls')}>
      <ol class="room-wall-dots" aria-hidden="true">
        <For each={props.pages}>{(_, at) => <li data-current={at() === props.turns.page()} />}</For>
      </ol>
      <p class="room-soft numeral">{t('situation.wall-page', pageOf(props.turns.page(), props.pages))}</p>
      <Button aria-label={t('situation.wall-back')} onClick={() => props.turns.turn(-1)}>
        ←
      </Button>
      <Button onClick={props.turns.pause}>
        {t(props.turns.isPaused() ? 'situation.wall-go' : 'situation.wall-pause')}
      </Button>
      <Button aria-label={t('situation.wall-next')} onClick={() => props.turns.turn(1)}>
        →
      </Button>
      <LinkButton href={props.hrefOfLook(other())}>{t(`situation.wall-${other()}`)}</LinkButton>
      <LinkButton href={props.hrefOfRoom}>{t('situation.wall-leave')}</LinkButton>
    </nav>
  );
}
