import { createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { SidePanel } from '../../../../../platform/ui/parts/panel/side-panel.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import type { ShownTeam } from '../../people-replies.ts';
import { DevicesPart } from '../fields/devices-part.tsx';
import { Opening, PanelPart } from '../fields/panel-part.tsx';
import type { PeopleDesk } from '../people-desk.ts';
import { wordDays } from '../people-words.ts';
import { MembersForm } from './members-form.tsx';
import { TeamForm } from './team-form.tsx';

/** A team beside the list. */
export function TeamPanel(props: { readonly desk: PeopleDesk; readonly id: string; readonly onClose: () => void }) {
  const { t } = useMessages();
  const [isEditing, setIsEditing] = createSignal(false);
  const team = () => props.desk.teams()?.find(({ id }) => id === props.id);
  const gone = { code: 'not-found', parameters: {} };
  return (
    <SidePanel
      title={<bdi>{team()?.code ?? '…'}</bdi>}
      kicker={t('people.team')}
      onClose={props.onClose}
      actions={
        <Show when={props.desk.canEdit() && team() !== undefined && !isEditing()}>
          <Button onClick={() => setIsEditing(true)}>{t('people.change')}</Button>
        </Show>
      }
    >
      <Show
        when={team()}
        fallback={
          <Show when={props.desk.teams() !== undefined} fallback={<Skeleton rows={6} />}>
            <ErrorState problem={gone} />
          </Show>
        }
      >
        {(shown) => (
          <div class="people-panel">
            <Show
              when={!isEditing()}
              fallback={<Editing {...props} team={shown()} onEdited={() => setIsEditing(false)} />}
            >
              <p>
                {t(`people.team-kind.${shown().kind}`)}
                <Show when={shown().name}>
                  {(name) => (
                    <>
                      {' · '}
                      <bdi>{name()}</bdi>
                    </>
                  )}
                </Show>
              </p>
            </Show>
            <Members desk={props.desk} team={shown()} />
            <DevicesPart desk={props.desk} holder={{ team: shown().id }} devices={shown().devices} mayGet />
          </div>
        )}
      </Show>
    </SidePanel>
  );
}

function Editing(props: { readonly desk: PeopleDesk; readonly team: ShownTeam; readonly onEdited: () => void }) {
  return (
    <TeamForm
      desk={props.desk}
      team={props.team}
      onSaved={() => {
        props.onEdited();
        props.desk.changed();
      }}
      onClose={props.onEdited}
    />
  );
}

function Members(props: { readonly desk: PeopleDesk; readonly team: ShownTeam }) {
  const messages = useMessages();
  const { t } = messages;
  const hrefOf = (person: string) => `${props.desk.peopleHref()}?${new URLSearchParams({ person })}`;
  return (
    <PanelPart title={t('people.members')}>
      <Show when={props.team.members.length > 0} fallback={<p class="people-aside">{t('people.members-none')}</p>}>
        <ul class="people-plain">
          <For each={props.team.members}>
            {(member) => (
              <li>
                <a href={hrefOf(member.person)}>
                  <bdi>{member.code}</bdi>
                </a>{' '}
                · {t(`people.part.${member.part}`)} · {wordDays(messages, member)}
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.desk.canEdit()}>
        <Opening label={t('people.members-change')}>
          {(close) => (
            <MembersForm
              desk={props.desk}
              team={props.team}
              onSaved={() => {
                close();
                props.desk.changed();
              }}
              onClose={close}
            />
          )}
        </Opening>
      </Show>
    </PanelPart>
  );
}
