import { useNavigate, useSearchParams } from '@solidjs/router';
import { createResource, For, Show } from 'solid-js';
import { BackupStanding } from '../../features/office/backups/screens/backup-standing.tsx';
import { NewElectionPanel } from '../../features/register/records/screens/new-election-panel.tsx';
import { useMessages } from '../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../platform/i18n/local-text.tsx';
import { Buttons, LinkButton } from '../../platform/ui/parts/actions/button.tsx';
import { Badge } from '../../platform/ui/parts/marks/status-mark.tsx';
import { EmptyState } from '../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../platform/ui/parts/states/error-state.tsx';
import { type ListedElection, loadElections } from '../election/elections.ts';
import { Desk } from './desk.tsx';
import { hasRole, useSession } from './session.tsx';
import './desk.css';

/** All elections on this server, and the ways to add one. */
export function DeskElectionsPage() {
  const { t } = useMessages();
  const { session } = useSession();
  const navigate = useNavigate();
  const [query, setQuery] = useSearchParams();
  const [elections, { refetch }] = createResource(loadElections);
  const canEdit = () => hasRole(session(), 'editor');
  const isNew = () => query.new === 'election' && canEdit();
  const panel = () =>
    isNew() ? (
      <NewElectionPanel onCreated={(slug) => navigate(`/desk/e/${slug}`)} onClose={() => setQuery({ new: null })} />
    ) : undefined;
  return (
    <Desk title={t('desk.elections')} crumbs={[]} panel={panel()}>
      <Show when={hasRole(session(), 'administrator')}>
        <BackupStanding isQuiet />
      </Show>
      <Show when={canEdit()}>
        <Buttons>
          <LinkButton href="/desk/import" look="primary">
            {t('desk.view.import')}
          </LinkButton>
          <LinkButton href="/desk?new=election">{t('desk.election.new')}</LinkButton>
        </Buttons>
      </Show>
      <Show when={elections.error === undefined} fallback={<ErrorState problem={elections.error} onRetry={refetch} />}>
        <Show when={elections.latest}>
          {(list) => (
            <Show
              when={list().length > 0}
              fallback={<EmptyState title={t('desk.elections.none')}>{t('desk.elections.none-hint')}</EmptyState>}
            >
              <ul class="desk-elections">
                <For each={list()}>{(row) => <ElectionRow row={row} />}</For>
              </ul>
            </Show>
          )}
        </Show>
      </Show>
    </Desk>
  );
}

function ElectionRow(props: { readonly row: ListedElection }) {
  const { t, formatDate } = useMessages();
  return (
    <li class="desk-election">
      <a href={`/desk/e/${props.row.slug}`}>
        <LocalText text={props.row.election.title} />
      </a>
      <span class="numeral">{formatDate(props.row.election.election_day)}</span>
      <span>
        <Badge>{t(`desk.election.${props.row.visibility}`)}</Badge>{' '}
        <Show when={props.row.isArchived}>
          <Badge>{t('desk.election.archived')}</Badge>
        </Show>
      </span>
    </li>
  );
}
