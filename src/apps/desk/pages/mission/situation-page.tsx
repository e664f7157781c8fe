import { useParams, useSearchParams } from '@solidjs/router';
import { Match, Show, Switch } from 'solid-js';
import { type FollowedRoom, followRoom } from '../../../../features/field/situation/screens/live/follow-room.ts';
import { StreamMark } from '../../../../features/field/situation/screens/live/stream-mark.tsx';
import { FlaggedPanel } from '../../../../features/field/situation/screens/parts/flagged-panel.tsx';
import type { RoomLinks } from '../../../../features/field/situation/screens/room-address.ts';
import { RoomScreen } from '../../../../features/field/situation/screens/room-screen.tsx';
import { TurnoutSettingsPanel } from '../../../../features/field/situation/screens/turnout/turnout-form.tsx';
import { TurnoutPanel } from '../../../../features/field/situation/screens/turnout/turnout-panel.tsx';
import { RoomWall } from '../../../../features/field/situation/screens/wall/room-wall.tsx';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LinkButton } from '../../../../platform/ui/parts/actions/button.tsx';
import { Desk } from '../../desk.tsx';
import { hasRole, useSession } from '../../session.tsx';
import {
  createMission,
  incidentsHref,
  missionHref,
  missionViews,
  planHref,
  reportHref,
  roomHref,
} from '../mission-views.ts';

type RoomQuery = { day: string; phase: string; flags: string; turnout: string; wall: string };

/** The situation room of a mission, at the desk or on a wall. */
export function SituationPage() {
  const params = useParams<{ mission: string }>();
  const [query] = useSearchParams<RoomQuery>();
  const mission = createMission(() => params.mission);
  const isWall = () => query.wall !== undefined;
  const followed = followRoom({
    mission: params.mission,
    day: () => query.day,
    phase: () => query.phase,
    hasWords: () => !isWall(),
  });
  const links = () => linksOf(params.mission, mission.latest()?.election ?? null);
  return (
    <Show when={isWall()} fallback={<AtDesk mission={mission} followed={followed} links={links()} />}>
      <RoomWall
        followed={followed}
        title={mission.name()}
        look={query.wall === 'light' ? 'light' : 'dark'}
        hasDeadlines={links().deadlines !== null}
        hrefOfLook={(look) => wallHref(params.mission, look)}
        hrefOfRoom={roomHref(params.mission)}
      />
    </Show>
  );
}

function AtDesk(props: {
  readonly mission: ReturnType<typeof createMission>;
  readonly followed: FollowedRoom;
  readonly links: RoomLinks;
}) {
  const params = useParams<{ mission: string }>();
  const messages = useMessages();
  const { t } = messages;
  const [query, setQuery] = useSearchParams<RoomQuery>();
  const { shownRoom, stream, turnout } = props.followed;
  const { session } = useSession();
  const canDecide = () => hasRole(session(), 'editor') && props.mission.latest()?.isArchived === false;
  const closeTurnout = () => setQuery({ turnout: null }, { scroll: false });
  const zone = () => shownRoom()?.zone ?? 'UTC';
  const checksOf = (flags: string) =>
    (shownRoom()?.checks ?? []).filter(({ id, isComparing, flagged }) =>
      flags === 'comparing' ? isComparing && flagged > 0 : id === flags,
    );
  const panel = () => (
    <Switch>
      <Match when={query.flags} keyed>
        {(flags) => (
          <FlaggedPanel
            mission={params.mission}
            zone={zone()}
            checks={checksOf(flags)}
            hrefOfReport={props.links.report}
            onClose={() => setQuery({ flags: null }, { scroll: false })}
          />
        )}
      </Match>
      <Match when={query.turnout === 'settings' && canDecide()}>
        <TurnoutSettingsPanel
          mission={params.mission}
          onSaved={() => {
            turnout.again();
            closeTurnout();
          }}
          onClose={closeTurnout}
        />
      </Match>
      <Match when={/^\d+$/.test(query.turnout ?? '') && turnout.shown.reply}>
        {(shown) => (
          <TurnoutPanel
            mission={params.mission}
            turnout={shown()}
            minutes={Number(query.turnout)}
            hrefOfReport={props.links.report}
            onClose={closeTurnout}
          />
        )}
      </Match>
    </Switch>
  );
  const toPhases = () => (
    <LinkButton href={`${planHref(params.mission)}?part=phases`}>{t('plan.part.phases')}</LinkButton>
  );
  return (
    <Desk
      title={t('situation.view')}
      crumbs={[
        { label: t('mission.list'), href: '/desk/missions' },
        { label: props.mission.name(), href: missionHref(params.mission) },
      ]}
      views={missionViews(messages, params.mission, 'situation')}
      live={<StreamMark standing={stream.standing()} heardAt={stream.heardAt()} zone={zone()} />}
      actions={<LinkButton href={wallHref(params.mission, 'dark')}>{t('situation.wall-open')}</LinkButton>}
      panel={panel()}
    >
      <RoomScreen followed={props.followed} links={props.links} begin={toPhases()} canDecide={canDecide()} />
    </Desk>
  );
}

const wallHref = (mission: string, look: 'light' | 'dark') => `${roomHref(mission)}?wall=${look}`;

function linksOf(mission: string, election: string | null): RoomLinks {
  const plan = planHref(mission);
  return {
    visits: (query) => {
      const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
      return `${plan}?${new URLSearchParams([['part', 'visits'], ...(given as [string, string][])])}`;
    },
    incidents: (query) => `${incidentsHref(mission)}?${new URLSearchParams(query)}`,
    report: (report) => reportHref(mission, report),
    deadlines: election === null ? null : `/desk/e/${encodeURIComponent(election)}/calendar`,
  };
}
