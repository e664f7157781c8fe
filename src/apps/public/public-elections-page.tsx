import { Navigate } from '@solidjs/router';
import { createResource, For, Show } from 'solid-js';
import { useMessages } from '../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../platform/i18n/local-text.tsx';
import { EmptyState } from '../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../platform/ui/parts/states/error-state.tsx';
import { PublicFrame } from '../../platform/ui/shell/public-frame.tsx';
import { loadElections } from '../election/elections.ts';
import './public.css';

/** The elections that everybody may read; where there is only one, it is opened at once. */
export function PublicElectionsPage() {
  const { t } = useMessages();
  const [elections, { refetch }] = createResource(loadElections);
  const only = () => (elections.latest?.length === 1 ? elections.latest[0]?.slug : undefined);
  return (
    <Show when={elections.error === undefined} fallback={<ErrorState problem={elections.error} onRetry={refetch} />}>
      <Show when={elections.latest}>
        {(list) => (
          <Show when={only() === undefined} fallback={<Navigate href={`/e/${only()}`} />}>
            <PublicFrame
              title={t('desk.public.elections')}
              tabs={[]}
              footer={<a href="/receipt">{t('receipts.title')}</a>}
            >
              <Show when={list().length > 0} fallback={<EmptyState title={t('desk.elections.none')} />}>
                <ul class="public-elections">
                  <For each={list()}>{(row) => <PublicElectionRow slug={row.slug} election={row.election} />}</For>
                </ul>
              </Show>
            </PublicFrame>
          </Show>
        )}
      </Show>
    </Show>
  );
}

type Listed = Awaited<ReturnType<typeof loadElections>>[number];

function PublicElectionRow(props: { readonly slug: string; readonly election: Listed['election'] }) {
  const { formatDate } = useMessages();
  return (
    <li>
      <a href={`/e/${props.slug}`}>
        <LocalText text={props.election.title} />
      </a>
      <p>{formatDate(props.election.election_day)}</p>
    </li>
  );
}
