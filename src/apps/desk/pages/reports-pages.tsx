import { Navigate, useLocation, useParams, useSearchParams } from '@solidjs/router';
import { createSignal, Show } from 'solid-js';
import { ArrivalsScreen } from '../../../features/field/reports/screens/arrivals-screen.tsx';
import { ReportPanel } from '../../../features/field/reports/screens/report/report-panel.tsx';
import { ReportsScreen } from '../../../features/field/reports/screens/reports-screen.tsx';
import { KeysScreen } from '../../../features/mission/api-keys/screens/keys-screen.tsx';
import { LogBanner } from '../../../features/mission/logs/screens/log-banner.tsx';
import { LogScreen } from '../../../features/mission/logs/screens/log-screen.tsx';
import { useMessages } from '../../../platform/i18n/language-provider.tsx';
import { LinkButton } from '../../../platform/ui/parts/actions/button.tsx';
import { Tabs } from '../../../platform/ui/parts/links/tabs.tsx';
import { ErrorState } from '../../../platform/ui/parts/states/error-state.tsx';
import { Desk } from '../desk.tsx';
import { hasRole, useSession } from '../session.tsx';
import {
  arrivalsHref,
  createMission,
  exportsHref,
  keysHref,
  logHref,
  missionHref,
  missionViews,
  reportsHref,
  retentionHref,
} from './mission-views.ts';
import { exportOfList } from './reports/export-of-list.ts';
import { EntryLinks, ReportBeside } from './reports/report-origins.tsx';

/** What an address asks for that was made when arrivals had the place of the list. */
const OF_ARRIVALS = ['show', 'reason', 'device'];

/** The reports of a mission. */
export function ReportsPage() {
  const params = useParams<{ mission: string }>();
  const location = useLocation();
  const isOfArrivals = () => OF_ARRIVALS.some((name) => name in location.query);
  return (
    <Show when={!isOfArrivals()} fallback={<Navigate href={`${arrivalsHref(params.mission)}${location.search}`} />}>
      <MissionReports tab="reports" />
    </Show>
  );
}

/** What arrives at a mission, as it arrives. */
export function ArrivalsPage() {
  return <MissionReports tab="arrivals" />;
}

/** What came to a mission, in one of two ways of looking at it, and the report that the address names beside it. */
function MissionReports(props: { readonly tab: 'reports' | 'arrivals' }) {
  const params = useParams<{ mission: string }>();
  const messages = useMessages();
  const { t } = messages;
  const { session } = useSession();
  const [query, setQuery] = useSearchParams();
  const ofList = () => (props.tab === 'reports' ? exportOfList(query) : null);
  const [state, setState] = createSignal('');
  const [changes, setChanges] = createSignal(0);
  const mission = createMission(() => params.mission);
  const canAct = () => hasRole(session(), 'editor') && mission.latest()?.isArchived === false;
  const changed = () => setChanges((count) => count + 1);
  const shared = () => ({ mission: params.mission, state: state(), onChanged: changed });
  const panel = () => (
    <Show when={query.report} keyed>
      {(report) => (
        <ReportPanel
          {...shared()}
          reportId={String(report)}
          canErase={hasRole(session(), 'administrator')}
          canAct={canAct()}
          account={session().actor?.id ?? ''}
          holdsHref={hasRole(session(), 'administrator') ? retentionHref(params.mission) : null}
          beside={<ReportBeside {...shared()} reportId={String(report)} canEdit={canAct()} />}
          onClose={() => setQuery({ report: null }, { scroll: false })}
        />
      )}
    </Show>
  );
  return (
    <Desk
      title={t('reports.view')}
      crumbs={[
        { label: t('mission.list'), href: '/desk/missions' },
        { label: mission.name(), href: missionHref(params.mission) },
      ]}
      views={missionViews(messages, params.mission, 'reports')}
      panel={query.report === undefined ? undefined : panel()}
      actions={
        <>
          <EntryLinks mission={params.mission} canEnter={hasRole(session(), 'editor')} />
          <LinkButton href={`${exportsHref(params.mission)}${ofList() ?? ''}`}>
            {t(ofList() === null ? 'exports.view' : 'exports.ask')}
          </LinkButton>
          <Show when={hasRole(session(), 'administrator')}>
            <LinkButton look="quiet" href={keysHref(params.mission)}>
              {t('apiKeys.list')}
            </LinkButton>
          </Show>
        </>
      }
    >
      <Show when={mission.error() === undefined} fallback={<ErrorState problem={mission.error()} />}>
        <LogBanner mission={params.mission} href={logHref(params.mission)} />
        <ReportTabs mission={params.mission} current={props.tab} />
        <Show
          when={props.tab === 'reports'}
          fallback={
            <ArrivalsScreen mission={params.mission} canSettle={canAct()} changes={changes()} onSeen={setState} />
          }
        >
          <ReportsScreen
            mission={params.mission}
            reader={{ id: session().actor?.id ?? '', mayChangeAll: hasRole(session(), 'administrator') }}
            changes={changes()}
            onSeen={setState}
          />
        </Show>
      </Show>
    </Desk>
  );
}

function ReportTabs(props: { readonly mission: string; readonly current: 'reports' | 'arrivals' }) {
  const { t } = useMessages();
  const hrefs = { reports: reportsHref(props.mission), arrivals: arrivalsHref(props.mission) };
  const tabs = () =>
    (['reports', 'arrivals'] as const).map((tab) => ({
      href: hrefs[tab],
      label: t(`reportList.tab.${tab}`),
      isCurrent: tab === props.current,
    }));
  return <Tabs label={t('reportList.tabs')} tabs={tabs()} />;
}

/** The keys by which programs reach a mission. */
export function KeysPage() {
  const params = useParams<{ mission: string }>();
  const messages = useMessages();
  const { t } = messages;
  const { session } = useSession();
  const mission = createMission(() => params.mission);
  return (
    <Desk
      title={t('apiKeys.view')}
      crumbs={[
        { label: t('mission.list'), href: '/desk/missions' },
        { label: mission.name(), href: missionHref(params.mission) },
      ]}
      views={missionViews(messages, params.mission, 'keys')}
    >
      <Show when={mission.error() === undefined} fallback={<ErrorState problem={mission.error()} />}>
        <KeysScreen
          mission={params.mission}
          canMake={hasRole(session(), 'administrator') && mission.latest()?.isArchived === false}
        />
      </Show>
    </Desk>
  );
}

/** How the log of a mission stands. */
export function LogPage() {
  const params = useParams<{ mission: string }>();
  const messages = useMessages();
  const { t } = messages;
  const { session } = useSession();
  const mission = createMission(() => params.mission);
  return (
    <Desk
      title={t('log.view')}
      crumbs={[
        { label: t('mission.list'), href: '/desk/missions' },
        { label: mission.name(), href: missionHref(params.mission) },
      ]}
      views={missionViews(messages, params.mission, 'log')}
    >
      <Show when={mission.error() === undefined} fallback={<ErrorState problem={mission.error()} />}>
        <LogScreen mission={params.mission} canSettle={hasRole(session(), 'administrator')} />
      </Show>
    </Desk>
  );
}
