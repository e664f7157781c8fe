import { useSearchParams } from '@solidjs/router';
import { createResource } from 'solid-js';
import { ImportScreen } from '../../features/register/package/screens/import-screen.tsx';
import { useMessages } from '../../platform/i18n/language-provider.tsx';
import { loadElections } from '../election/elections.ts';
import { Desk } from './desk.tsx';

/** Where files become an election, or correct one: `?election=` names it where the files do not. */
export function ImportPage() {
  const messages = useMessages();
  const { t } = messages;
  const [query, setQuery] = useSearchParams();
  const [elections] = createResource(loadElections);
  const choices = () =>
    (elections.error === undefined ? (elections.latest ?? []) : [])
      .filter(({ isArchived }) => !isArchived)
      .map(({ slug, election }) => ({ value: slug, label: messages.localized(election.title)?.text ?? slug }));
  return (
    <Desk title={t('desk.view.import')} crumbs={[{ label: t('desk.elections'), href: '/desk' }]}>
      <ImportScreen
        elections={choices()}
        slug={query.election ? String(query.election) : null}
        onChoose={(slug) => setQuery({ election: slug }, { replace: true })}
      />
    </Desk>
  );
}
