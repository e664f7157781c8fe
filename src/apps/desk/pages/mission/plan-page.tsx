import { useParams, useSearchParams } from '@solidjs/router';
import { createResource, createSignal, type JSX, Match, Show, Switch } from 'solid-js';
import { StationField } from '../../../../features/field/reports/screens/report/acts/station-field.tsx';
import { BoardScreen } from '../../../../features/field/visits/screens/board/board-screen.tsx';
import { UnplacedScreen } from '../../../../features/field/visits/screens/list/unplaced-screen.tsx';
import { VisitPanel } from '../../../../features/field/visits/screens/list/visit-panel.tsx';
import { type OpenedVisit, VisitsScreen } from '../../../../features/field/visits/screens/list/visits-screen.tsx';
import { planAddress } from '../../../../features/field/visits/screens/plan-address.ts';
import type { ShownTeam } from '../../../../features/mission/people/people-replies.ts';
import type { ShownPlan } from '../../../../features/mission/plan/plan-replies.ts';
import { ExpectedScreen } from '../../../../features/mission/plan/screens/expected-screen.tsx';
import { MapScreen } from '../../../../features/mission/plan/screens/map/map-screen.tsx';
import { PhasesScreen } from '../../../../features/mission/plan/screens/phases/phases-screen.tsx';
import { RoutesScreen } from '../../../../features/mission/plan/screens/routes/routes-screen.tsx';
import { SamplesScreen } from '../../../../features/mission/samples/screens/samples-screen.tsx';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { LinkButton } from '../../../../platform/ui/parts/actions/button.tsx';
import type { FieldProps } from '../../../../platform/ui/parts/fields/field.tsx';
import { Tabs } from '../../../../platform/ui/parts/links/tabs.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import { Desk } from '../../desk.tsx';
import { hasRole, useSession } from '../../session.tsx';
import { callsHref, createMission, messagesHref, missionHref, missionViews, reportHref } from '../mission-views.ts';
import { wordsOf } from './plan-words.ts';

const PARTS = ['board', 'visits', 'expected', 'map', 'routes', 'samples', 'phases'] as const;
type Part = (typeof PARTS)[number];

/** Who is expected where in a mission, and what of it has happened. */
export function PlanPage() {
  const params = useParams<{ mission: string }>();
  const messages = useMessages();
  const { t } = messages;
  const { session } = useSession();
  const [query, setQuery] = useSearchParams<{ part: string; visit: string }>();
  const mission = createMission(() => params.mission);
  const path = () => `/api/missions/${encodeURIComponent(params.mission)}`;
  const [plan, { refetch }] = createResource(path, (address) => api.get<ShownPlan>(`${address}/plan`));
  const [opened, setOpened] = createSignal<OpenedVisit | null>(null);
  const part = () => PARTS.find((one) => one === query.part) ?? 'board';
  const canEdit = () => hasRole(session(), 'editor') && mission.latest()?.isArchived === false;
  const isOpened = () => part() === 'visits' && query.visit !== undefined && opened() !== null;
  const error = () => mission.error() ?? plan.error;
  const panel = (shown: ShownPlan, found: OpenedVisit) => (
    <VisitPanel
      mission={params.mission}
      opened={opened() ?? found}
      words={wordsOf(messages, shown)}
      canEdit={canEdit()}
      hrefOfReport={(report) => reportHref(params.mission, report)}
      hrefOfCalls={(asked) => callsHref(params.mission, asked)}
      onClose={() => setQuery({ visit: null }, { scroll: false })}
    />
  );
  return (
    <Desk
      title={t('plan.view')}
      crumbs={[
        { label: t('mission.list'), href: '/desk/missions' },
        { label: mission.name(), href: missionHref(params.mission) },
      ]}
      views={missionViews(messages, params.mission, 'plan')}
      panel={
        isOpened() ? (
          <Show when={opened()?.visit.expected?.id} keyed>
            {(_) => <OpenedPanel plan={plan.latest} opened={opened()} show={panel} />}
          </Show>
        ) : undefined
      }
    >
      <Show when={error() === undefined} fallback={<ErrorState problem={error()} onRetry={refetch} />}>
        <PlanTabs current={part()} />
        <Show when={plan.latest} fallback={<Skeleton rows={8} />}>
          {(shown) => (
            <PlanPart
              part={part()}
              mission={params.mission}
              plan={shown()}
              canEdit={canEdit()}
              onOpened={setOpened}
              onSaved={() => void refetch()}
            />
          )}
        </Show>
      </Show>
    </Desk>
  );
}

/** The visit that is opened, once the plan is there that names its phase and forms. */
function OpenedPanel(props: {
  readonly plan: ShownPlan | undefined;
  readonly opened: OpenedVisit | null;
  readonly show: (plan: ShownPlan, opened: OpenedVisit) => JSX.Element;
}) {
  const { plan, opened } = props;
  return plan === undefined || opened === null ? null : props.show(plan, opened);
}

function PlanTabs(props: { readonly current: Part }) {
  const { t } = useMessages();
  const tabs = () =>
    PARTS.map((part) => ({ href: `?part=${part}`, label: t(`plan.part.${part}`), isCurrent: part === props.current }));
  return <Tabs label={t('plan.parts')} tabs={tabs()} />;
}

const SAMPLE_LINKS = {
  visitsOf: (sample: string, status: string) => planAddress('visits', { sample, status }),
  routesOf: (sample: string) => `?part=routes&sample=${sample}`,
};

interface PartProps {
  readonly part: Part;
  readonly mission: string;
  readonly plan: ShownPlan;
  readonly canEdit: boolean;
  readonly onOpened: (opened: OpenedVisit | null) => void;
  readonly onSaved: () => void;
}

function PlanPart(props: PartProps) {
  const messages = useMessages();
  const { t } = messages;
  const [query] = useSearchParams<{ lacks: string }>();
  const path = () => `/api/missions/${encodeURIComponent(props.mission)}`;
  const [teams] = createResource(path, (address) => api.get<ShownTeam[]>(`${address}/teams`));
  const known = () => (teams.error === undefined ? (teams.latest ?? []) : []);
  const hrefOfReport = (report: string) => reportHref(props.mission, report);
  const stationField = (field: Pick<FieldProps, 'error'> & { value: string; onInput: (code: string) => void }) => (
    <StationField {...field} missionPath={path()} />
  );
  const toPhases = () => (
    <LinkButton look="primary" href="?part=phases">
      {t(props.canEdit ? 'plan.begin' : 'plan.part.phases')}
    </LinkButton>
  );
  const isPlanned = () => props.plan.phases.length > 0;
  return (
    <Switch>
      <Match when={props.part === 'phases'}>
        <Show when={props.plan.revision + 1} keyed>
          <PhasesScreen mission={props.mission} plan={props.plan} canEdit={props.canEdit} onSaved={props.onSaved} />
        </Show>
      </Match>
      <Match when={props.part === 'samples'}>
        <SamplesScreen mission={props.mission} canEdit={props.canEdit} links={SAMPLE_LINKS} />
      </Match>
      <Match when={!isPlanned()}>
        <EmptyState title={t('plan.none')} actions={toPhases()}>
          {t('plan.none-hint')}
        </EmptyState>
      </Match>
      <Match when={props.part === 'board'}>
        <BoardScreen
          mission={props.mission}
          zone={props.plan.zone}
          hasAreas={props.plan.electionDay !== null}
          expect={<LinkButton href="?part=expected">{t('plan.part.expected')}</LinkButton>}
        />
      </Match>
      <Match when={props.part === 'expected'}>
        <ExpectedScreen {...props} teams={known()} stationField={stationField} />
      </Match>
      <Match when={props.part === 'map'}>
        <Show when={teams.latest} fallback={<Skeleton rows={8} />}>
          <MapScreen {...props} teams={known()} />
        </Show>
      </Match>
      <Match when={props.part === 'routes'}>
        <Show when={teams.latest} fallback={<Skeleton rows={8} />}>
          <RoutesScreen {...props} teams={known()} />
        </Show>
      </Match>
      <Match when={query.lacks}>
        {(lacks) => <UnplacedScreen mission={props.mission} lacks={lacks()} hrefOfReport={hrefOfReport} />}
      </Match>
      <Match when={true}>
        <VisitsScreen
          mission={props.mission}
          words={wordsOf(messages, props.plan)}
          teams={known()}
          hrefOfReport={hrefOfReport}
          hrefOfCalls={(asked) => callsHref(props.mission, asked)}
          hrefOfMessage={(asked) => messagesHref(props.mission, { ...asked, new: 'message', to: 'visits' })}
          stationField={stationField}
          onOpened={props.onOpened}
        />
      </Match>
    </Switch>
  );
}
