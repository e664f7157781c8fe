import { createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../platform/ui/moment.ts';
import { Button, Buttons, LinkButton } from '../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../platform/ui/parts/actions/toast.tsx';
import { focusFirstFault } from '../../../../platform/ui/parts/fields/field.tsx';
import { TextArea } from '../../../../platform/ui/parts/fields/text-field.tsx';
import { Fact, Facts, SidePanel } from '../../../../platform/ui/parts/panel/side-panel.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';
import type { MeetingVersion, OpenedMeeting, RestrictedNote } from '../meeting.ts';
import type { MeetingDesk } from './meeting-desk.ts';
import { SaveProblem } from './meeting-form.tsx';
import { ItemMark } from './meeting-list.tsx';
import './meetings.css';

/** A meeting beside the list: what is known of it, what has to follow, and what stood before. */
export function MeetingPanel(props: { readonly desk: MeetingDesk; readonly meeting: OpenedMeeting }) {
  const messages = useMessages();
  const { t } = messages;
  const hrefTo = (part: Readonly<Record<string, string>>) =>
    `?${new URLSearchParams({ meeting: props.meeting.id, ...part })}`;
  return (
    <SidePanel
      title={<bdi>{props.meeting.institution}</bdi>}
      kicker={t('meetings.meeting')}
      onClose={() => props.desk.setQuery({ meeting: null })}
    >
      <div class="meetings">
        <MeetingFacts meeting={props.meeting} />
        <Show when={props.desk.canEdit()}>
          <LinkButton href={hrefTo({ part: 'change' })} keepScroll>
            {t('meetings.change')}
          </LinkButton>
        </Show>
        <section class="meetings">
          <h3>{t('meetings.items')}</h3>
          <ul class="meetings-plain">
            <For each={props.meeting.items}>
              {(item) => (
                <li>
                  <Show when={props.desk.list()}>{(list) => <ItemMark item={item} today={list().today} />}</Show>
                  <Show when={props.desk.canEdit()} fallback={item.what}>
                    <a href={hrefTo({ item: item.id })} noScroll>
                      {item.what}
                    </a>
                  </Show>
                  <Show when={item.answer}>{(answer) => <p class="meetings-said">{answer()}</p>}</Show>
                </li>
              )}
            </For>
          </ul>
          <Show when={props.desk.canEdit()}>
            <LinkButton href={hrefTo({ item: 'new' })} keepScroll>
              {t('meetings.item-add')}
            </LinkButton>
          </Show>
        </section>
        <section class="meetings">
          <h3>{t('meetings.restricted')}</h3>
          <Show
            when={props.desk.canEdit()}
            fallback={<Show when={props.meeting.hasRestrictedNote}>{t('meetings.restricted-hidden')}</Show>}
          >
            <Restricted path={`${props.desk.missionPath()}/meetings/${props.meeting.id}/restricted`} />
          </Show>
        </section>
        <Versions versions={props.meeting.versions} />
      </div>
    </SidePanel>
  );
}

function MeetingFacts(props: { readonly meeting: OpenedMeeting }) {
  const messages = useMessages();
  const { t } = messages;
  return (
    <Facts>
      <Show when={props.meeting.struckReason}>
        {(reason) => <Fact term={t('meetings.struck-reason')}>{reason()}</Fact>}
      </Show>
      <Fact term={t('meetings.held')}>{formatMoment(messages, props.meeting.heldAt)}</Fact>
      <Show when={props.meeting.met}>{(met) => <Fact term={t('meetings.met')}>{met()}</Fact>}</Show>
      <Show when={props.meeting.place}>{(place) => <Fact term={t('meetings.place')}>{place()}</Fact>}</Show>
      <Show when={props.meeting.tookPart.length > 0}>
        <Fact term={t('meetings.took-part')}>
          <bdi>{props.meeting.tookPart.join(', ')}</bdi>
        </Fact>
      </Show>
      <Show when={props.meeting.topics}>
        {(topics) => (
          <Fact term={t('meetings.topics')}>
            <span class="meetings-said">{topics()}</span>
          </Fact>
        )}
      </Show>
      <Show when={props.meeting.publicNote}>
        {(note) => (
          <Fact term={t('meetings.public-note')}>
            <span class="meetings-said">{note()}</span>
          </Fact>
        )}
      </Show>
    </Facts>
  );
}

/** What readers do not see: asked for when somebody wants to see it, since each look is noted. */
function Restricted(props: { readonly path: string }) {
  const { t } = useMessages();
  const [note, setNote] = createSignal<RestrictedNote | null>(null);
  const { isBusy, problem, run } = createRequest();
  const look = () => void run(async () => void setNote(await api.get<RestrictedNote>(props.path)));
  return (
    <>
      <SaveProblem problem={problem()} />
      <Show
        when={note()}
        keyed
        fallback={
          <>
            <p class="meetings-aside">{t('meetings.restricted-hint')}</p>
            <Button isBusy={isBusy()} onClick={look}>
              {t('meetings.restricted-show')}
            </Button>
          </>
        }
      >
        {(shown) => <RestrictedForm path={props.path} note={shown} onSaved={setNote} />}
      </Show>
    </>
  );
}

function RestrictedForm(props: {
  readonly path: string;
  readonly note: RestrictedNote;
  readonly onSaved: (note: RestrictedNote) => void;
}) {
  const { t } = useMessages();
  const [text, setText] = createSignal(props.note.text);
  const [reason, setReason] = createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const { isBusy, problem, run } = createRequest();
  const isNew = () => props.note.revision === 0;
  const fault = () => (isTried() && !isNew() && reason().trim() === '' ? t('meetings.reason-missing') : undefined);
  const save = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (fault() !== undefined) return focusFirstFault(event);
    void run(async () => {
      const body = { text: text(), base: props.note.revision, reason: reason().trim() || null };
      const kept = await api.put<RestrictedNote>(props.path, body);
      showToast({ message: t('meetings.saved') });
      props.onSaved(kept);
    });
  };
  return (
    <form class="meetings-form" onSubmit={save} novalidate>
      <SaveProblem problem={problem()} />
      <TextArea label={t('meetings.restricted')} isOptional rows={5} value={text()} onInput={setText} />
      <Show when={!isNew()}>
        <TextArea label={t('meetings.reason')} rows={2} value={reason()} error={fault()} onInput={setReason} />
      </Show>
      <Buttons>
        <Button type="submit" isBusy={isBusy()}>
          {t('meetings.save')}
        </Button>
      </Buttons>
      <Versions versions={props.note.versions} />
    </form>
  );
}

/** Who changed what, when and why, the newest first. */
function Versions(props: { readonly versions: readonly MeetingVersion[] }) {
  const messages = useMessages();
  const before = ({ before: kept, part }: MeetingVersion) =>
    String(part === 'meeting' ? (kept.topics ?? kept.institution) : (kept.what ?? kept.text ?? ''));
  return (
    <Show when={props.versions.length > 0}>
      <section class="meetings">
        <h3>{messages.t('meetings.versions')}</h3>
        <ol class="meetings-plain">
          <For each={props.versions}>
            {(version) => (
              <li>
                <span class="meetings-said">{before(version)}</span>
                <span class="meetings-aside">
                  {messages.t('meetings.version', {
                    name: version.by,
                    time: formatMoment(messages, version.at),
                    reason: version.reason,
                  })}
                </span>
              </li>
            )}
          </For>
        </ol>
      </section>
    </Show>
  );
}
