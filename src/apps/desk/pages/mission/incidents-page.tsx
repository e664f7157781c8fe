import { useParams, useSearchParams } from '@solidjs/router';
import { createResource, createSignal, Show } from 'solid-js';
import type { Status } from '../../../../features/field/incidents/incident.ts';
import type { IncidentSettings } from '../../../../features/field/incidents/incident-replies.ts';
import { addressOf, VIEWS } from '../../../../features/field/incidents/screens/incident-address.ts';
import { IncidentsScreen } from '../../../../features/field/incidents/screens/incidents-screen.tsx';
import { isSoundOn, switchSound } from '../../../../features/field/incidents/screens/live/sos-sound.ts';
import { IncidentPanel } from '../../../../features/field/incidents/screens/one/incident-panel.tsx';
import { NewIncident } from '../../../../features/field/incidents/screens/one/new-incident.tsx';
import { IncidentSettingsScreen } from '../../../../features/field/incidents/screens/settings/incident-settings-screen.tsx';
import { StationField } from '../../../../features/field/reports/screens/report/acts/station-field.tsx';
import { must } from '../../../../kernel/result.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { Button, LinkButton } from '../../../../platform/ui/parts/actions/button.tsx';
import { Tabs } from '../../../../platform/ui/parts/links/tabs.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import { Desk } from '../../desk.tsx';
import { hasRole, useSession } from '../../session.tsx';
import { createMission, missionHref, missionViews, reportHref } from '../mission-views.ts';

const PARTS = [...VIEWS, 'settings'] as const;

/** What happened in the field of a mission, and what is done about it. */
export function IncidentsPage() {
  const params = useParams<{ mission: string }>();
  const messages = useMessages();
  const { t } = messages;
  const { session } = useSession();
  const [query, setQuery] = useSearchParams<Record<string, string>>();
  const mission = createMission(() => params.mission);
  const path = () => `/api/missions/${encodeURIComponent(params.mission)}`;
  const [settings, { refetch }] = createResource(path, (address) =>
    api.get<IncidentSettings>(`${address}/incidents/settings`),
  );
  const [to, setTo] = createSignal<Status | null>(null);
  const part = () => PARTS.find((one) => one === query.view) ?? 'list';
  const canEdit = () => hasRole(session(), 'editor') && mission.latest()?.isArchived === false;
  const error = () => mission.error() ?? settings.error;
  const known = () => (settings.error === undefined ? settings.latest : undefined);
  const open = (incident: string | null, wanted: Status | null = null) => {
    setTo(wanted);
    setQuery({ incident, new: null }, { scroll: false });
  };
  const stationField = (field: { value: string; onInput: (code: string) => void }) => (
    <StationField {...field} isOptional missionPath={path()} />
  );
  const panel = () => {
    const shared = {
      mission: params.mission,
      // Read when they are needed: what is typed stays where they are loaded anew.
      get settings() {
        return must(known(), 'Show an incident');
      },
      stationField,
      onClose: () => open(null),
    };
    return (
      <Show when={query.new === undefined} fallback={<NewIncident {...shared} onMade={open} />}>
        <Show when={query.incident} keyed>
          {(incident) => (
            <IncidentPanel
              {...shared}
              incident={incident}
              canEdit={canEdit()}
              to={to()}
              hrefOf={(other) => addressOf({ ...query }, { incident: other })}
              hrefOfReport={(report) => reportHref(params.mission, report)}
            />
          )}
        </Show>
      </Show>
    );
  };
  const isBeside = () => query.new !== undefined || query.incident !== undefined;
  return (
    <Desk
      title={t('sos.incidents')}
      crumbs={[
        { label: t('mission.list'), href: '/desk/missions' },
        { label: mission.name(), href: missionHref(params.mission) },
      ]}
      views={missionViews(messages, params.mission, 'incidents')}
      actions={<Actions canEdit={canEdit()} newHref={addressOf({ ...query }, { new: 'incident', incident: null })} />}
      panel={isBeside() ? <Show when={known() !== undefined}>{panel()}</Show> : undefined}
    >
      <Show when={error() === undefined} fallback={<ErrorState problem={error()} onRetry={refetch} />}>
        <PartTabs current={part()} query={{ ...query }} />
        <Show when={known()} fallback={<Skeleton rows={8} />}>
          {(shown) => (
            <PartOf
              part={part()}
              mission={params.mission}
              settings={shown()}
              canEdit={canEdit()}
              onOpen={open}
              onSaved={() => void refetch()}
            />
          )}
        </Show>
      </Show>
    </Desk>
  );
}

function Actions(props: { readonly canEdit: boolean; readonly newHref: string }) {
  const { t } = useMessages();
  return (
    <>
      <Button aria-pressed={isSoundOn()} onClick={switchSound}>
        {t('sos.sound')}
      </Button>
      <Show when={props.canEdit}>
        <LinkButton look="primary" href={props.newHref}>
          {t('incidents.new')}
        </LinkButton>
      </Show>
    </>
  );
}

function PartTabs(props: { readonly current: string; readonly query: Readonly<Record<string, string | undefined>> }) {
  const { t } = useMessages();
  const tabs = () =>
    PARTS.map((part) => ({
      href: addressOf(props.query, { view: part === 'list' ? null : part, after: null, incident: null, new: null }),
      label: t(`incidents.view.${part}`),
      isCurrent: part === props.current,
    }));
  return <Tabs label={t('incidents.views')} tabs={tabs()} />;
}

function PartOf(props: {
  readonly part: (typeof PARTS)[number];
  readonly mission: string;
  readonly settings: IncidentSettings;
  readonly canEdit: boolean;
  readonly onOpen: (incident: string, to: Status) => void;
  readonly onSaved: () => void;
}) {
  const view = () => VIEWS.find((one) => one === props.part) ?? 'list';
  return (
    <Show when={props.part === 'settings'} fallback={<IncidentsScreen {...props} view={view()} />}>
      <Show when={props.settings.revision + 1} keyed>
        <IncidentSettingsScreen {...props} />
      </Show>
    </Show>
  );
}
