import { useSearchParams } from '@solidjs/router';
import { createResource, Show } from 'solid-js';
import { ImportScreen } from '../../../features/register/package/screens/import-screen.tsx';
import { useMessages } from '../../../platform/i18n/language-provider.tsx';
import { ErrorState } from '../../../platform/ui/parts/states/error-state.tsx';
import { loadElections } from '../../election/elections.ts';
import { Desk } from '../desk.tsx';
import { hasRole, useSession } from '../session.tsx';

/** Where files become an election, or correct one: `?election=` names it where the files do not. */
export function ImportPage() {
  const messages = useMessages();
  const { t } = messages;
  const { session } = useSession();
  const [query, setQuery] = useSearchParams();
  const [elections] = createResource(loadElections);
  const choices = () =>
    (elections.error === undefined ? (elections.latest ?? []) : [])
      .filter(({ isArchived }) => !isArchived)
      .map(({ slug, election }) => ({ value: slug, label: messages.localized(election.title)?.text ?? slug }));
  return (
    <Desk title={t('desk.view.import')} crumbs={[{ label: t('desk.elections'), href: '/desk' }]}>
      <Show
        when={hasRole(session(), 'editor')}
        fallback={<ErrorState problem={{ code: 'forbidden', parameters: {} }} />}
      >
        <ImportScreen
          elections={choices()}
          slug={query.election ? String(query.election) : null}
          onChoose={(slug) => setQuery({ election: slug }, { replace: true })}
        />
      </Show>
    </Desk>
  );
}
