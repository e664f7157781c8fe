import { createSignal, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../platform/ui/parts/actions/toast.tsx';
import { RadioField } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import { focusFirstFault } from '../../../../platform/ui/parts/fields/field.tsx';
import { TextArea, TextField } from '../../../../platform/ui/parts/fields/text-field.tsx';
import { SidePanel } from '../../../../platform/ui/parts/panel/side-panel.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';
import {
  findItemFault,
  ITEM_KINDS,
  ITEM_STATES,
  type ItemWords,
  type OpenedMeeting,
  type ShownItem,
} from '../meeting.ts';
import type { MeetingDesk } from './meeting-desk.ts';
import { SaveProblem } from './meeting-form.tsx';
import './meetings.css';

const TEXTS = ['what', 'whose', 'askedOn', 'dueOn', 'doneOn', 'answer', 'usedIn'] as const;
type Texts = Readonly<Record<(typeof TEXTS)[number] | 'reason', string>>;
type Typed = Texts & Pick<ItemWords, 'kind' | 'state'>;

/** Something that has to follow is added, or changed with a reason. */
export function ItemForm(props: {
  readonly desk: MeetingDesk;
  readonly meeting: OpenedMeeting;
  readonly item: ShownItem | null;
}) {
  const { t } = useMessages();
  const { item, meeting } = props;
  const texts = Object.fromEntries(TEXTS.map((name) => [name, item?.[name] ?? ''])) as Texts;
  const [typed, setTyped] = createStore<Typed>({
    ...texts,
    ...{ reason: '', kind: item?.kind ?? 'follow-up', state: item?.state ?? 'open' },
  });
  const [isTried, setIsTried] = createSignal(false);
  const { isBusy, problem, run } = createRequest();
  const id = item?.id ?? crypto.randomUUID();
  const faults = (): Faults => (isTried() ? faultsOf(typed, item !== null) : {});
  const close = () => props.desk.setQuery({ item: null });
  const save = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (Object.keys(faults()).length > 0) return focusFirstFault(event);
    void run(async () => {
      const path = `${props.desk.missionPath()}/meetings/${meeting.id}/items`;
      const words = wordsOf(typed);
      const saved =
        item === null
          ? await api.postOnce<OpenedMeeting>(path, { id, ...words })
          : await api.put<OpenedMeeting>(`${path}/${id}`, { ...words, base: item.revision, reason: typed.reason });
      showToast({ message: t('meetings.saved') });
      props.desk.saved(saved);
    });
  };
  return (
    <SidePanel
      title={item === null ? t('meetings.item-add') : t('meetings.item')}
      kicker={<bdi>{meeting.institution}</bdi>}
      onClose={close}
    >
      <form class="meetings-form" onSubmit={save} novalidate>
        <SaveProblem problem={problem()} />
        <ItemFields typed={typed} onType={setTyped} faults={faults()} />
        <StateFields typed={typed} onType={setTyped} faults={faults()} />
        <Show when={item !== null}>
          <TextArea
            label={t('meetings.reason')}
            rows={2}
            value={typed.reason}
            error={faults().reason && t('meetings.reason-missing')}
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

type Faults = Partial<Record<'what' | 'dueOn' | 'doneOn' | 'reason', true>>;

function faultsOf(typed: Typed, isChange: boolean): Faults {
  const fault = findItemFault(wordsOf(typed));
  return {
    ...(typed.what.trim() === '' ? { what: true } : {}),
    ...(fault === 'dueOn' ? { dueOn: true } : {}),
    ...(fault === 'doneOn' ? { doneOn: true } : {}),
    ...(isChange && typed.reason.trim() === '' ? { reason: true } : {}),
  };
}

function wordsOf(typed: Typed): ItemWords {
  const isRequest = typed.kind === 'request';
  const ofRequest = (text: string) => (isRequest ? text.trim() || null : null);
  return {
    ...{ kind: typed.kind, state: typed.state, what: typed.what.trim(), whose: typed.whose.trim() || null },
    askedOn: isRequest ? parseCalendarDate(typed.askedOn) : null,
    dueOn: parseCalendarDate(typed.dueOn),
    doneOn: typed.state === 'open' ? null : parseCalendarDate(typed.doneOn),
    answer: ofRequest(typed.answer),
    usedIn: ofRequest(typed.usedIn),
  };
}

interface FieldsProps {
  readonly typed: Typed;
  readonly onType: (part: Partial<Typed>) => void;
  readonly faults: Faults;
}

function ItemFields(props: FieldsProps) {
  const { t } = useMessages();
  return (
    <>
      <RadioField
        label={t('meetings.kind')}
        name="kind"
        value={props.typed.kind}
        choices={ITEM_KINDS.map((kind) => ({ value: kind, label: t(`meetings.kind.${kind}`) }))}
        onInput={(kind) => props.onType({ kind: kind as ItemWords['kind'] })}
      />
      <TextArea
        label={t('meetings.what')}
        rows={2}
        value={props.typed.what}
        error={props.faults.what && t('meetings.missing')}
        onInput={(what) => props.onType({ what })}
      />
      <TextField
        label={t('meetings.whose')}
        isOptional
        width="full"
        value={props.typed.whose}
        onInput={(whose) => props.onType({ whose })}
      />
      <Show when={props.typed.kind === 'request'}>
        <TextField
          label={t('meetings.asked-on')}
          isOptional
          type="date"
          width="short"
          value={props.typed.askedOn}
          onInput={(askedOn) => props.onType({ askedOn })}
        />
      </Show>
      <TextField
        label={t('meetings.due-on')}
        isOptional
        type="date"
        width="short"
        value={props.typed.dueOn}
        error={props.faults.dueOn && t('meetings.due-wrong')}
        onInput={(dueOn) => props.onType({ dueOn })}
      />
    </>
  );
}

function StateFields(props: FieldsProps) {
  const { t } = useMessages();
  return (
    <>
      <RadioField
        label={t('meetings.state')}
        name="state"
        value={props.typed.state}
        choices={ITEM_STATES.map((state) => ({ value: state, label: t(`meetings.state.${state}`) }))}
        onInput={(state) => props.onType({ state: state as ItemWords['state'] })}
      />
      <Show when={props.typed.state !== 'open'}>
        <TextField
          label={t('meetings.done-on')}
          type="date"
          width="short"
          value={props.typed.doneOn}
          error={props.faults.doneOn && t('meetings.done-missing')}
          onInput={(doneOn) => props.onType({ doneOn })}
        />
      </Show>
      <Show when={props.typed.kind === 'request'}>
        <TextArea
          label={t('meetings.answer')}
          isOptional
          value={props.typed.answer}
          onInput={(answer) => props.onType({ answer })}
        />
        <TextField
          label={t('meetings.used-in')}
          isOptional
          width="full"
          value={props.typed.usedIn}
          onInput={(usedIn) => props.onType({ usedIn })}
        />
      </Show>
    </>
  );
}
