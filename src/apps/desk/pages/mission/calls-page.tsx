import { useParams, useSearchParams } from '@solidjs/router';
import { createResource, Show } from 'solid-js';
import type { SheetRow } from '../../../../features/field/visits/call-sheet.ts';
import { type CallDesk, createCallDesk } from '../../../../features/field/visits/screens/calls/call-desk.ts';
import { CallPanel } from '../../../../features/field/visits/screens/calls/call-panel.tsx';
import { CallSheetScreen } from '../../../../features/field/visits/screens/calls/call-sheet-screen.tsx';
import type { PlanWords } from '../../../../features/field/visits/screens/list/visit-table.tsx';
import type { CallPage } from '../../../../features/mission/messages/call.ts';
import { CallLines } from '../../../../features/mission/messages/screens/calls/call-list.tsx';
import { CallLogScreen } from '../../../../features/mission/messages/screens/calls/call-log-screen.tsx';
import { OutcomeWord } from '../../../../features/mission/messages/screens/calls/call-outcome.tsx';
import { EnterCall } from '../../../../features/mission/messages/screens/calls/enter-call.tsx';
import type { ShownTeam } from '../../../../features/mission/people/people-replies.ts';
import type { ShownPlan } from '../../../../features/mission/plan/plan-replies.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { Tabs } from '../../../../platform/ui/parts/links/tabs.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import { Desk } from '../../desk.tsx';
import { hasRole, useSession } from '../../session.tsx';
import { createMission, missionHref, missionViews, reportHref } from '../mission-views.ts';
import { wordsOf } from './plan-words.ts';

/** Whom a mission calls about what is missing, and every call that was made. */
export function CallsPage() {
  const params = useParams<{ mission: string }>();
  const messages = useMessages();
  const { t } = messages;
  const { session } = useSession();
  const [query] = useSearchParams<{ part: string }>();
  const mission = createMission(() => params.mission);
  const missionPath = () => `/api/missions/${encodeURIComponent(params.mission)}`;
  const [plan, { refetch }] = createResource(missionPath, (path) => api.get<ShownPlan>(`${path}/plan`));
  const desk = createCallDesk(missionPath);
  const isLog = () => query.part === 'log';
  const canEdit = () => hasRole(session(), 'editor') && mission.latest()?.isArchived === false;
  const error = () => mission.error() ?? plan.error;
  const words = () => plan.latest && wordsOf(messages, plan.latest);
  return (
    <Desk
      title={t('plan.calls-view')}
      crumbs={[
        { label: t('mission.list'), href: '/desk/missions' },
        { label: mission.name(), href: missionHref(params.mission) },
      ]}
      views={missionViews(messages, params.mission, 'calls')}
      panel={
        !isLog() && desk.opened() !== null ? (
          <OpenedRow {...{ desk, words, canEdit }} missionPath={missionPath()} />
        ) : undefined
      }
    >
      <Show when={error() === undefined} fallback={<ErrorState problem={error()} onRetry={refetch} />}>
        <Tabs
          label={t('calls.parts')}
          tabs={[
            { href: '?', label: t('calls.sheet'), isCurrent: !isLog() },
            { href: '?part=log', label: t('calls.log'), isCurrent: isLog() },
          ]}
        />
        <Show when={words()} fallback={<Skeleton rows={8} />}>
          {(known) => (
            <Show when={!isLog()} fallback={<Log mission={params.mission} words={known()} canEdit={canEdit()} />}>
              <Show
                when={known().phases().length > 0 || desk.filter('message') !== ''}
                fallback={<EmptyState title={t('plan.none')} />}
              >
                <CallSheetScreen desk={desk} words={known()} outcome={(outcome) => <OutcomeWord outcome={outcome} />} />
              </Show>
            </Show>
          )}
        </Show>
      </Show>
    </Desk>
  );
}

function Log(props: { readonly mission: string; readonly words: PlanWords; readonly canEdit: boolean }) {
  const path = () => `/api/missions/${encodeURIComponent(props.mission)}`;
  const [teams] = createResource(path, (address) => api.get<ShownTeam[]>(`${address}/teams`));
  return (
    <CallLogScreen
      missionPath={path()}
      teams={teams.error === undefined ? (teams.latest ?? []) : []}
      canEdit={props.canEdit}
      phaseName={props.words.phase}
      hrefOfReport={(report) => reportHref(props.mission, report)}
    />
  );
}

interface OpenedProps {
  readonly missionPath: string;
  readonly desk: CallDesk;
  readonly words: () => PlanWords | undefined;
  readonly canEdit: () => boolean;
}

/** Whoever is open beside the sheet; another one is another form. */
function OpenedRow(props: OpenedProps) {
  return (
    <Show when={props.words()}>
      {(words) => (
        <Show when={props.desk.openId()} keyed>
          {(_) => <RowPanel {...props} words={words()} row={props.desk.opened()} />}
        </Show>
      )}
    </Show>
  );
}

function RowPanel(props: Omit<OpenedProps, 'words'> & { readonly words: PlanWords; readonly row: SheetRow | null }) {
  const { row, words } = props;
  if (row === null) return null;
  const whose = row.team === null ? 'person' : 'team';
  const [calls] = createResource(() =>
    api.get<CallPage>(`${props.missionPath}/calls?${new URLSearchParams({ [whose]: row.id, limit: '5' })}`),
  );
  const known = () => (calls.error === undefined ? calls.latest : undefined);
  const visits = row.visits.map(({ id, phase, station }) => ({ id, label: `${words.phase(phase)}: ${station}` }));
  const people = row.person === null ? row.members : [row.person];
  const entered = () => {
    props.desk.openNext();
    props.desk.live.now();
  };
  return (
    <CallPanel
      missionPath={props.missionPath}
      desk={props.desk}
      row={row}
      words={words}
      entry={
        props.canEdit() ? (
          <EnterCall missionPath={props.missionPath} who={{ team: row.team, people, visits }} onEntered={entered} />
        ) : null
      }
      calls={
        <Show when={calls.error === undefined} fallback={<ErrorState problem={calls.error} />}>
          <Show when={known()}>{(page) => <CallLines calls={page().calls} />}</Show>
        </Show>
      }
    />
  );
}
