import { createSignal, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { type ApiProblem, api } from '../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../platform/ui/parts/actions/toast.tsx';
import { focusFirstFault } from '../../../../platform/ui/parts/fields/field.tsx';
import { TextArea, TextField } from '../../../../platform/ui/parts/fields/text-field.tsx';
import { SidePanel } from '../../../../platform/ui/parts/panel/side-panel.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';
import type { MeetingWords, OpenedMeeting } from '../meeting.ts';
import type { MeetingDesk } from './meeting-desk.ts';
import './meetings.css';

const TEXTS = ['met', 'place', 'topics', 'publicNote', 'struckReason'] as const;
interface Typed
  extends Readonly<Record<(typeof TEXTS)[number] | 'institution' | 'heldAt' | 'tookPart' | 'reason', string>> {}

/** A meeting is entered, or changed with a reason. */
export function MeetingForm(props: { readonly desk: MeetingDesk; readonly meeting: OpenedMeeting | null }) {
  const { t } = useMessages();
  const { meeting } = props;
  const [typed, setTyped] = createStore<Typed>(typedOf(meeting));
  const [isTried, setIsTried] = createSignal(false);
  const { isBusy, problem, run } = createRequest();
  // The same for as long as it is open: sent again, it is one meeting.
  const id = meeting?.id ?? crypto.randomUUID();
  const missing = (name: 'institution' | 'heldAt' | 'reason') =>
    isTried() && typed[name].trim() === ''
      ? t(name === 'reason' ? 'meetings.reason-missing' : 'meetings.missing')
      : undefined;
  const close = () => props.desk.setQuery({ new: null, part: null });
  const save = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    const isFaulty = missing('institution') ?? missing('heldAt') ?? (meeting === null ? undefined : missing('reason'));
    if (isFaulty !== undefined) return focusFirstFault(event);
    void run(async () => {
      const path = `${props.desk.missionPath()}/meetings`;
      const words = wordsOf(typed);
      const saved =
        meeting === null
          ? await api.postOnce<OpenedMeeting>(path, { id, ...words })
          : await api.put<OpenedMeeting>(`${path}/${id}`, { ...words, base: meeting.revision, reason: typed.reason });
      showToast({ message: t('meetings.saved') });
      props.desk.saved(saved);
    });
  };
  return (
    <SidePanel title={meeting === null ? t('meetings.add') : <bdi>{meeting.institution}</bdi>} onClose={close}>
      <form class="meetings-form" onSubmit={save} novalidate>
        <SaveProblem problem={problem()} />
        <MeetingFields typed={typed} onType={setTyped} missing={missing} />
        <Show when={meeting !== null}>
          <TextArea
            label={t('meetings.struck-reason')}
            hint={t('meetings.struck-hint')}
            isOptional
            rows={2}
            value={typed.struckReason}
            onInput={(struckReason) => setTyped({ struckReason })}
          />
          <TextArea
            label={t('meetings.reason')}
            rows={2}
            value={typed.reason}
            error={missing('reason')}
            onInput={(reason) => setTyped({ reason })}
          />
        </Show>
        <Buttons>
          <Button type="submit" look="primary" isBusy={isBusy()}>
            {t('meetings.save')}
          </Button>
        </Buttons>
      </form>
    </SidePanel>
  );
}

/** Why it was not kept; where somebody else was first, who it was. */
export function SaveProblem(props: { readonly problem: ApiProblem | null }) {
  const { t } = useMessages();
  return (
    <Show when={props.problem}>
      {(problem) => (
        <ErrorState
          problem={problem()}
          actions={
            <Show when={problem().code === 'changed-meanwhile' && problem().parameters.by}>
              {(by) => <p>{t('meetings.changed-by', { name: String(by()) })}</p>}
            </Show>
          }
        />
      )}
    </Show>
  );
}

function MeetingFields(props: {
  readonly typed: Typed;
  readonly onType: (part: Partial<Typed>) => void;
  readonly missing: (name: 'institution' | 'heldAt') => string | undefined;
}) {
  const { t } = useMessages();
  return (
    <>
      <TextField
        label={t('meetings.institution')}
        width="full"
        value={props.typed.institution}
        error={props.missing('institution')}
        onInput={(institution) => props.onType({ institution })}
      />
      <TextField
        label={t('meetings.met')}
        isOptional
        width="full"
        value={props.typed.met}
        onInput={(met) => props.onType({ met })}
      />
      <TextField
        label={t('meetings.held')}
        hint={t('meetings.held-hint')}
        type="datetime-local"
        width="short"
        value={props.typed.heldAt}
        error={props.missing('heldAt')}
        onInput={(heldAt) => props.onType({ heldAt })}
      />
      <TextField
        label={t('meetings.place')}
        isOptional
        width="full"
        value={props.typed.place}
        onInput={(place) => props.onType({ place })}
      />
      <TextField
        label={t('meetings.took-part')}
        hint={t('meetings.took-part-hint')}
        isOptional
        width="full"
        value={props.typed.tookPart}
        onInput={(tookPart) => props.onType({ tookPart })}
      />
      <TextArea
        label={t('meetings.topics')}
        isOptional
        value={props.typed.topics}
        onInput={(topics) => props.onType({ topics })}
      />
      <TextArea
        label={t('meetings.public-note')}
        isOptional
        rows={5}
        value={props.typed.publicNote}
        onInput={(publicNote) => props.onType({ publicNote })}
      />
    </>
  );
}

function typedOf(meeting: MeetingWords | null): Typed {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, meeting?.[name] ?? ''])) as Pick<
    Typed,
    (typeof TEXTS)[number]
  >;
  const heldAt = meeting === null ? '' : localTime(new Date(meeting.heldAt));
  const { institution = '', tookPart = [] } = meeting ?? {};
  return { ...texts, institution, heldAt, tookPart: tookPart.join(', '), reason: '' };
}

function wordsOf(typed: Typed): MeetingWords {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, typed[name].trim() || null]));
  const tookPart = typed.tookPart.split(/[,;\n]/).map((code) => code.trim());
  return {
    ...(texts as Pick<MeetingWords, (typeof TEXTS)[number]>),
    institution: typed.institution.trim(),
    heldAt: new Date(typed.heldAt).toISOString(),
    tookPart: tookPart.filter((code) => code !== ''),
  };
}

/** As a field for a local time wants it. */
function localTime(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
