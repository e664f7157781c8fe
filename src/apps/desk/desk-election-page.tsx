import { useLocation } from '@solidjs/router';
import { For, Show } from 'solid-js';
import type { KindName } from '../../features/register/records/kinds.ts';
import { ElectionSettings } from '../../features/register/records/screens/election-settings.tsx';
import { kindLabel } from '../../features/register/records/screens/field-words.ts';
import { useMessages } from '../../platform/i18n/language-provider.tsx';
import { LinkButton } from '../../platform/ui/parts/actions/button.tsx';
import { newRecordHref } from '../../platform/ui/parts/links/record-address.ts';
import { usePanelAddress } from '../../platform/ui/parts/links/record-link.tsx';
import { type ElectionFrameProps, ElectionPage } from '../election/election-page.tsx';
import { RecordPanels } from '../election/record-panels.tsx';
import { Desk } from './desk.tsx';
import { DESK_VIEWS } from './desk-views.tsx';
import { ElectionPalette } from './election-palette.tsx';
import { hasRole, useSession } from './session.tsx';

/** An election at the desk: every view of it, and whatever may be changed. */
export function DeskElectionPage() {
  const { session } = useSession();
  return (
    <ElectionPage
      root="/desk/e"
      views={DESK_VIEWS}
      canEdit={hasRole(session(), 'editor')}
      frame={(props) => <Frame {...props} />}
    />
  );
}

function Frame(props: ElectionFrameProps) {
  const messages = useMessages();
  const panel = usePanelAddress();
  const { t } = messages;
  const { session } = useSession();
  const canEdit = () => hasRole(session(), 'editor') && !props.election.summary.isArchived;
  const name = () => messages.localized(props.election.file.election[0]?.title ?? {})?.text ?? props.slug;
  const views = () =>
    DESK_VIEWS.map((view) => ({
      href: `${props.base}/${view.name}`,
      label: t(view.label),
      icon: view.icon,
      isCurrent: view.name === props.view.name,
    }));
  return (
    <Desk
      title={t(props.view.label)}
      crumbs={[
        { label: t('desk.elections'), href: '/desk' },
        { label: name(), href: props.base },
        { label: t(props.view.label) },
      ]}
      views={views()}
      actions={<Creations kinds={canEdit() ? props.view.creates : []} />}
      panel={
        panel.record() !== null || panel.newKind() !== null ? (
          <RecordPanels
            election={props.election}
            slug={props.slug}
            now={props.now}
            canEdit={canEdit()}
            onChanged={props.onChanged}
          />
        ) : undefined
      }
    >
      <ElectionPalette election={props.election} base={props.base} canEdit={canEdit()} />
      <Show when={props.election.summary.isArchived}>
        <p class="desk-notice">{t('desk.election.archived-notice')}</p>
      </Show>
      {props.children}
      <Show when={props.view.name === 'overview'}>
        <section class="desk-settings">
          <h2>{t('desk.election.settings')}</h2>
          <ElectionSettings
            election={props.election.summary}
            canAdminister={hasRole(session(), 'administrator')}
            onChanged={props.onChanged}
          />
        </section>
      </Show>
    </Desk>
  );
}

/** What can be added in this view. */
function Creations(props: { readonly kinds: readonly KindName[] }) {
  const messages = useMessages();
  const location = useLocation();
  return (
    <For each={props.kinds}>
      {(kind) => (
        <LinkButton href={newRecordHref(location.search, kind)} keepScroll>
          {messages.t('desk.new-record', { kind: kindLabel(messages, kind) })}
        </LinkButton>
      )}
    </For>
  );
}
