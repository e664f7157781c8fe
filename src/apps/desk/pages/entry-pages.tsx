import { useParams } from '@solidjs/router';
import { type JSX, Show } from 'solid-js';
import { EntryScreen } from '../../../features/field/entries/screens/entry-screen.tsx';
import { PaperScreen } from '../../../features/field/papers/screens/paper-screen.tsx';
import { PapersScreen } from '../../../features/field/papers/screens/papers-screen.tsx';
import { useMessages } from '../../../platform/i18n/language-provider.tsx';
import type { Crumb } from '../../../platform/ui/parts/links/breadcrumb.tsx';
import { EmptyState } from '../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../platform/ui/parts/states/error-state.tsx';
import { Desk } from '../desk.tsx';
import { hasRole, useSession } from '../session.tsx';
import {
  createMission,
  missionHref,
  missionViews,
  paperHref,
  papersHref,
  reportHref,
  reportsHref,
} from './mission-views.ts';

const hrefOfReport = (mission: string) => (reportId: string) => reportHref(mission, reportId);

/** A report that is typed for somebody. */
export function EntryPage() {
  const params = useParams<{ mission: string }>();
  const { t } = useMessages();
  return (
    <EntryDesk title={t('entries.view')} crumbs={[{ label: t('reports.view'), href: reportsHref(params.mission) }]}>
      {(desk) => (
        <Show when={desk.canEdit} fallback={<EmptyState title={t('entries.only-editors')} />}>
          <EntryScreen mission={params.mission} account={desk.account} hrefOfReport={hrefOfReport(params.mission)} />
        </Show>
      )}
    </EntryDesk>
  );
}

/** The sheets of paper of a mission. */
export function PapersPage() {
  const params = useParams<{ mission: string }>();
  const { t } = useMessages();
  return (
    <EntryDesk title={t('papers.view')} crumbs={[]} isPapers>
      {(desk) => (
        <PapersScreen
          mission={params.mission}
          canEdit={desk.canEdit}
          isAdministrator={desk.isAdministrator}
          hrefOf={(paper) => paperHref(params.mission, paper)}
          hrefOfReport={hrefOfReport(params.mission)}
        />
      )}
    </EntryDesk>
  );
}

/** A sheet of paper. */
export function PaperPage() {
  const params = useParams<{ mission: string; paper: string }>();
  const { t } = useMessages();
  const crumb = () => ({ label: t('papers.view'), href: papersHref(params.mission) });
  return (
    <EntryDesk title={t('papers.label')} crumbs={[crumb()]} isPapers>
      {(desk) => (
        <PaperScreen
          mission={params.mission}
          paperId={params.paper}
          account={desk.account}
          canEdit={desk.canEdit}
          listHref={papersHref(params.mission)}
          hrefOf={(paper) => paperHref(params.mission, paper)}
          hrefOfReport={hrefOfReport(params.mission)}
        />
      )}
    </EntryDesk>
  );
}

/** Who types, as far as a page asks. */
interface Typist {
  readonly account: string;
  readonly canEdit: boolean;
  readonly isAdministrator: boolean;
}

function EntryDesk(props: {
  readonly title: string;
  readonly crumbs: readonly Crumb[];
  readonly isPapers?: boolean;
  readonly children: (typist: Typist) => JSX.Element;
}) {
  const params = useParams<{ mission: string }>();
  const messages = useMessages();
  const { session } = useSession();
  const mission = createMission(() => params.mission);
  const typist: Typist = {
    get account() {
      return session().actor?.id ?? '';
    },
    get canEdit() {
      return hasRole(session(), 'editor') && mission.latest()?.isArchived === false;
    },
    get isAdministrator() {
      return hasRole(session(), 'administrator');
    },
  };
  return (
    <Desk
      title={props.title}
      crumbs={[
        { label: messages.t('mission.list'), href: '/desk/missions' },
        { label: mission.name(), href: missionHref(params.mission) },
        ...props.crumbs,
      ]}
      views={missionViews(messages, params.mission, props.isPapers === true ? 'papers' : 'reports')}
    >
      <Show when={mission.error() === undefined} fallback={<ErrorState problem={mission.error()} />}>
        <Show when={mission.latest()}>{props.children(typist)}</Show>
      </Show>
    </Desk>
  );
}
