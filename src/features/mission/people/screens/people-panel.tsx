import { Match, Show, Switch } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { showToast } from '../../../../platform/ui/parts/actions/toast.tsx';
import { SidePanel } from '../../../../platform/ui/parts/panel/side-panel.tsx';
import type { PeopleDesk } from './people-desk.ts';
import { PersonPanel } from './person/person-panel.tsx';
import { NewPerson } from './person/work-form.tsx';
import { SettingsForm } from './settings-panel.tsx';
import { TeamForm } from './teams/team-form.tsx';
import { TeamPanel } from './teams/team-panel.tsx';

/** What the address opens beside the list of people; null: nothing. */
function openedBeside(desk: PeopleDesk): 'person' | 'new' | 'settings' | null {
  if (desk.asked('new') === 'person' && desk.canEdit()) return 'new';
  if (desk.asked('settings') !== null && desk.canEdit()) return 'settings';
  return desk.asked('person') === null ? null : 'person';
}

/** Somebody, somebody new, or what the mission decides about its people, beside the list; nothing where the address opens none. */
export function PeoplePanel(props: { readonly desk: PeopleDesk }) {
  const { t } = useMessages();
  const { desk } = props;
  const opened = () => openedBeside(desk);
  const close = () => desk.setQuery({ person: null, new: null, settings: null });
  return (
    <Switch>
      <Match when={opened() === 'new'}>
        <SidePanel title={t('people.new')} onClose={close}>
          <NewPerson
            desk={desk}
            onAdded={({ id, code }) => {
              showToast({ message: t('people.added', { code }) });
              desk.changed();
              desk.setQuery({ person: id, new: null });
            }}
            onClose={close}
          />
        </SidePanel>
      </Match>
      <Match when={opened() === 'settings'}>
        <SidePanel title={t('people.settings')} onClose={close}>
          <Show when={desk.settings()}>
            {(settings) => <SettingsForm desk={desk} settings={settings()} onClose={close} />}
          </Show>
        </SidePanel>
      </Match>
      <Match when={opened() === 'person'}>
        <Show when={desk.asked('person')} keyed>
          {(id) => <PersonPanel desk={desk} id={id} onClose={close} />}
        </Show>
      </Match>
    </Switch>
  );
}

/** A team, or a new one, beside the list of teams; nothing where the address opens none. */
export function TeamsPanel(props: { readonly desk: PeopleDesk }) {
  const { t } = useMessages();
  const { desk } = props;
  const close = () => desk.setQuery({ team: null, new: null });
  return (
    <Show
      when={desk.asked('new') === 'team' && desk.canEdit()}
      fallback={
        <Show when={desk.asked('team')} keyed>
          {(id) => <TeamPanel desk={desk} id={id} onClose={close} />}
        </Show>
      }
    >
      <SidePanel title={t('people.team-new')} onClose={close}>
        <TeamForm
          desk={desk}
          team={null}
          onSaved={({ id }) => {
            desk.changed();
            desk.setQuery({ team: id, new: null });
          }}
          onClose={close}
        />
      </SidePanel>
    </Show>
  );
}
