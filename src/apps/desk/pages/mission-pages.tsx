import { useNavigate, useParams, useSearchParams } from '@solidjs/router';
import { createResource, createSignal, type JSX, Show } from 'solid-js';
import { FormScreen } from '../../../features/field/forms/screens/form-screen.tsx';
import { FormsScreen } from '../../../features/field/forms/screens/list/forms-screen.tsx';
import { formTabOf } from '../../../features/field/forms/screens/view/form-tab.ts';
import type { ObservationMission } from '../../../features/mission/missions/observation-mission.ts';
import { MissionList } from '../../../features/mission/missions/screens/mission-list.tsx';
import { MissionPanel } from '../../../features/mission/missions/screens/mission-panel.tsx';
import { useMessages } from '../../../platform/i18n/language-provider.tsx';
import { api } from '../../../platform/ui/api.ts';
import { Button, LinkButton } from '../../../platform/ui/parts/actions/button.tsx';
import { ErrorState } from '../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../platform/ui/parts/states/skeleton.tsx';
import { loadElections } from '../../election/elections.ts';
import { Desk } from '../desk.tsx';
import { hasRole, useSession } from '../session.tsx';
import { createMission, missionHref, missionViews, retentionHref } from './mission-views.ts';

/** All missions that work on this server, and the way to add one. */
export function MissionsPage() {
  const { t } = useMessages();
  const { session } = useSession();
  const navigate = useNavigate();
  const [query, setQuery] = useSearchParams();
  const [missions, { refetch }] = createResource(() => api.get<ObservationMission[]>('/api/missions'));
  const elections = createElectionNames();
  const canEdit = () => hasRole(session(), 'editor');
  const panel = () =>
    query.new === 'mission' && canEdit() ? (
      <MissionPanel
        mission={null}
        elections={elections.choices()}
        canArchive={false}
        onSaved={({ slug }) => navigate(missionHref(slug))}
        onClose={() => setQuery({ new: null })}
      />
    ) : undefined;
  return (
    <Desk
      title={t('mission.list')}
      crumbs={[]}
      panel={panel()}
      actions={
        <Show when={canEdit()}>
          <LinkButton href="/desk/missions?new=mission">{t('mission.new')}</LinkButton>
        </Show>
      }
    >
      <Show when={missions.error === undefined} fallback={<ErrorState problem={missions.error} onRetry={refetch} />}>
        <Show when={missions.latest} fallback={<Skeleton rows={3} />}>
          {(list) => <MissionList missions={list()} hrefOf={missionHref} electionName={elections.nameOf} />}
        </Show>
      </Show>
    </Desk>
  );
}

/** A mission: its forms, and what is said of it. */
export function MissionPage() {
  const params = useParams<{ mission: string }>();
  const messages = useMessages();
  const { t } = messages;
  const { session } = useSession();
  const navigate = useNavigate();
  const [isSettingsOpen, setIsSettingsOpen] = createSignal(false);
  const mission = createMission(() => params.mission);
  const elections = createElectionNames();
  const panel = () => (
    <Show when={mission.latest()}>
      {(loaded) => (
        <MissionPanel
          mission={loaded()}
          elections={elections.choices()}
          canArchive={hasRole(session(), 'administrator')}
          onSaved={() => {
            setIsSettingsOpen(false);
            void mission.refetch();
          }}
          onClose={() => setIsSettingsOpen(false)}
        />
      )}
    </Show>
  );
  return (
    <Desk
      title={t('forms.view')}
      crumbs={[{ label: t('mission.list'), href: '/desk/missions' }, { label: mission.name() }]}
      views={missionViews(messages, params.mission, 'forms')}
      panel={isSettingsOpen() ? panel() : undefined}
      actions={
        <Show when={hasRole(session(), 'editor') && mission.latest()}>
          <Show when={hasRole(session(), 'administrator')}>
            <LinkButton href={retentionHref(params.mission)}>{t('retention.view')}</LinkButton>
          </Show>
          <Button onClick={() => setIsSettingsOpen(true)}>{t('mission.settings')}</Button>
        </Show>
      }
    >
      <Show when={mission.error() === undefined} fallback={<ErrorState problem={mission.error()} />}>
        <FormsScreen
          mission={params.mission}
          canEdit={hasRole(session(), 'editor') && mission.latest()?.isArchived === false}
          onOpen={(formId) => navigate(`${missionHref(params.mission)}/forms/${encodeURIComponent(formId)}`)}
        />
      </Show>
    </Desk>
  );
}

/** One form of a mission. */
export function FormPage() {
  const params = useParams<{ mission: string; form: string; tab?: string }>();
  const messages = useMessages();
  const { t } = messages;
  const { session } = useSession();
  const navigate = useNavigate();
  const [panel, setPanel] = createSignal<(() => JSX.Element) | null>(null);
  const [title, setTitle] = createSignal<string | null>(null);
  const mission = createMission(() => params.mission);
  return (
    <Desk
      title={title() ?? params.form}
      crumbs={[
        { label: t('mission.list'), href: '/desk/missions' },
        { label: mission.name(), href: missionHref(params.mission) },
        { label: params.form },
      ]}
      views={missionViews(messages, params.mission, 'forms')}
      panel={panel()?.()}
    >
      <FormScreen
        mission={params.mission}
        hasElection={(mission.latest()?.election ?? null) !== null}
        onTitle={setTitle}
        formId={params.form}
        tab={formTabOf(params.tab)}
        canEdit={hasRole(session(), 'editor') && mission.latest()?.isArchived === false}
        actorId={session().actor?.id ?? ''}
        onPanel={(shown) => setPanel(() => shown)}
        onGone={() => navigate(missionHref(params.mission))}
      />
    </Desk>
  );
}

function createElectionNames() {
  const messages = useMessages();
  const [elections] = createResource(loadElections);
  const choices = () =>
    (elections.error === undefined ? (elections.latest ?? []) : []).map(({ slug, election }) => ({
      value: slug,
      label: messages.localized(election.title)?.text ?? slug,
    }));
  const nameOf = (slug: string) => choices().find(({ value }) => value === slug)?.label ?? slug;
  return { choices, nameOf };
}
