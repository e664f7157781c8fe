import { createSignal, Match, Show, Switch } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { SidePanel } from '../../../../../platform/ui/parts/panel/side-panel.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import { createReply } from '../../../../../platform/ui/request.ts';
import type { PersonReply } from '../../people-replies.ts';
import { DevicesPart } from '../fields/devices-part.tsx';
import { PanelPart } from '../fields/panel-part.tsx';
import { IdentityPart } from '../identity/identity-part.tsx';
import type { PeopleDesk } from '../people-desk.ts';
import { wordKind } from '../people-words.ts';
import { AccreditationPart } from './accreditation-part.tsx';
import { DeparturePart } from './departure-part.tsx';
import { TeamPart } from './team-part.tsx';
import { VersionList } from './version-list.tsx';
import { WorkFacts } from './work-facts.tsx';
import { WorkForm } from './work-form.tsx';

/** Somebody of the mission, beside the list: by their code. Who they are stands in a part of its own. */
export function PersonPanel(props: { readonly desk: PeopleDesk; readonly id: string; readonly onClose: () => void }) {
  const messages = useMessages();
  const { t } = messages;
  const path = () => `${props.desk.path()}/people/${encodeURIComponent(props.id)}`;
  const reply = createReply<PersonReply>(path, { news: props.desk.turn });
  const [isEditing, setIsEditing] = createSignal(false);
  const { shown } = reply;
  const kicker = () => {
    const person = shown()?.person;
    return person === undefined ? t('people.person') : wordKind(messages, person);
  };
  return (
    <SidePanel
      title={<bdi>{shown()?.person.code ?? '…'}</bdi>}
      kicker={kicker()}
      onClose={props.onClose}
      actions={
        <Show when={props.desk.canEdit() && shown() !== undefined && !isEditing()}>
          <Button onClick={() => setIsEditing(true)}>{t('people.change')}</Button>
        </Show>
      }
    >
      <Switch fallback={<Skeleton rows={8} />}>
        <Match when={reply.error() !== undefined}>
          <ErrorState problem={reply.error()} onRetry={reply.again} />
        </Match>
        <Match when={shown()}>
          {(of) => (
            <Parts
              desk={props.desk}
              path={path()}
              reply={of()}
              isEditing={isEditing()}
              onEdited={() => setIsEditing(false)}
              onOutdated={reply.again}
            />
          )}
        </Match>
      </Switch>
    </SidePanel>
  );
}

function Parts(props: {
  readonly desk: PeopleDesk;
  readonly path: string;
  readonly reply: PersonReply;
  readonly isEditing: boolean;
  readonly onEdited: () => void;
  readonly onOutdated: () => void;
}) {
  const { t } = useMessages();
  const { desk } = props;
  const person = () => props.reply.person;
  return (
    <div class="people-panel">
      <Show when={!props.isEditing} fallback={<Editing {...props} />}>
        <WorkFacts desk={desk} reply={props.reply} />
      </Show>
      <AccreditationPart path={props.path} reply={props.reply} canEdit={desk.canEdit()} onChanged={desk.changed} />
      <TeamPart desk={desk} reply={props.reply} />
      <DevicesPart
        desk={desk}
        holder={{ person: person().id }}
        devices={props.reply.devices}
        mayGet={person().leftAt === null}
      />
      <IdentityPart desk={desk} path={props.path} />
      <DeparturePart path={props.path} person={person()} canEdit={desk.canEdit()} onChanged={desk.changed} />
      <Show when={props.reply.versions.length > 0}>
        <PanelPart title={t('people.versions', { count: props.reply.versions.length })}>
          <VersionList versions={props.reply.versions} />
        </PanelPart>
      </Show>
    </div>
  );
}

function Editing(props: Parameters<typeof Parts>[0]) {
  return (
    <WorkForm
      desk={props.desk}
      person={props.reply.person}
      places={props.reply.places}
      versions={props.reply.versions}
      onSaved={() => {
        props.onEdited();
        props.desk.changed();
      }}
      onOutdated={props.onOutdated}
      onClose={props.onEdited}
    />
  );
}
