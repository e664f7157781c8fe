import { useParams } from '@solidjs/router';
import { type JSX, Show } from 'solid-js';
import { PeopleImport } from '../../../../features/mission/people/screens/importing/people-import.tsx';
import { createPeopleDesk, type PeopleDesk } from '../../../../features/mission/people/screens/people-desk.ts';
import { PeoplePanel, TeamsPanel } from '../../../../features/mission/people/screens/people-panel.tsx';
import { PeopleScreen } from '../../../../features/mission/people/screens/people-screen.tsx';
import { TeamsScreen } from '../../../../features/mission/people/screens/teams/teams-screen.tsx';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { recordHref } from '../../../../platform/ui/parts/links/record-address.ts';
import { Tabs } from '../../../../platform/ui/parts/links/tabs.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Desk } from '../../desk.tsx';
import { hasRole, useSession } from '../../session.tsx';
import { createMission, missionHref, missionViews, peopleHref, peopleImportHref, teamsHref } from '../mission-views.ts';

type Tab = 'people' | 'teams' | 'import';

/** Who works in a mission, by their codes; whoever or whatever the address names stands beside the list. */
export function PeoplePage() {
  return (
    <PeopleFrame tab="people" panel={(desk) => <PeoplePanel desk={desk} />}>
      {(desk) => <PeopleScreen desk={desk} />}
    </PeopleFrame>
  );
}

/** The teams of a mission. */
export function TeamsPage() {
  return (
    <PeopleFrame tab="teams" panel={(desk) => <TeamsPanel desk={desk} />}>
      {(desk) => <TeamsScreen desk={desk} />}
    </PeopleFrame>
  );
}

/** Where a file of people is read. */
export function PeopleImportPage() {
  return (
    <PeopleFrame tab="import" panel={() => undefined}>
      {(desk) => <PeopleImport desk={desk} />}
    </PeopleFrame>
  );
}

function PeopleFrame(props: {
  readonly tab: Tab;
  readonly panel: (desk: PeopleDesk) => JSX.Element;
  readonly children: (desk: PeopleDesk) => JSX.Element;
}) {
  const params = useParams<{ mission: string }>();
  const messages = useMessages();
  const { t } = messages;
  const mission = createMission(() => params.mission);
  const desk = createDesk(params, mission);
  return (
    <Desk
      title={t('devices.people-view')}
      crumbs={[
        { label: t('mission.list'), href: '/desk/missions' },
        { label: mission.name(), href: missionHref(params.mission) },
      ]}
      views={missionViews(messages, params.mission, 'people')}
      panel={props.panel(desk)}
    >
      <Show when={mission.error() === undefined} fallback={<ErrorState problem={mission.error()} />}>
        <PeopleTabs mission={params.mission} current={props.tab} canEdit={desk.canEdit()} />
        <Show when={mission.latest()}>{props.children(desk)}</Show>
      </Show>
    </Desk>
  );
}

function createDesk(params: { readonly mission: string }, mission: ReturnType<typeof createMission>): PeopleDesk {
  const { session } = useSession();
  const election = () => mission.latest()?.election ?? null;
  const recordOf = (view: string, kind: string, key: string) => {
    const slug = election();
    return slug === null ? null : `/desk/e/${encodeURIComponent(slug)}/${view}${recordHref('', { kind, key })}`;
  };
  return createPeopleDesk({
    mission: () => params.mission,
    election,
    canEdit: () => hasRole(session(), 'editor') && mission.latest()?.isArchived === false,
    isAdministrator: () => hasRole(session(), 'administrator'),
    placeHref: (key) => recordOf('places', 'place', key),
    ruleHref: (key) => recordOf('calendar', 'calendar-rule', key),
    peopleHref: () => peopleHref(params.mission),
    teamsHref: () => teamsHref(params.mission),
    importHref: () => peopleImportHref(params.mission),
  });
}

function PeopleTabs(props: { readonly mission: string; readonly current: Tab; readonly canEdit: boolean }) {
  const { t } = useMessages();
  const tabs = () => [
    { href: peopleHref(props.mission), label: t('people.tab.people'), isCurrent: props.current === 'people' },
    { href: teamsHref(props.mission), label: t('people.teams'), isCurrent: props.current === 'teams' },
    ...(props.canEdit || props.current === 'import'
      ? [
          {
            href: peopleImportHref(props.mission),
            label: t('people.tab.import'),
            isCurrent: props.current === 'import',
          },
        ]
      : []),
  ];
  return <Tabs label={t('people.tabs')} tabs={tabs()} />;
}
