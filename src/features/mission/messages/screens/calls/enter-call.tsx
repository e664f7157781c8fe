import { createSignal, onCleanup, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import { RadioField, SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { focusFirstFault } from '../../../../../platform/ui/parts/fields/field.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { isTyping, plainKey } from '../../../../../platform/ui/parts/table/row-keys.ts';
import { createRequest } from '../../../../../platform/ui/request.ts';
import { CALL_OUTCOMES, type CallOutcome, LONGEST_NOTE, type Named, type ShownCall } from '../../call.ts';
import './calls.css';

/** Whom a call can be to, and about what. */
export interface Callable {
  readonly team: Named | null;
  /** Whoever of the team, or without one, can be called by themselves. */
  readonly people: readonly Named[];
  readonly visits: readonly { readonly id: string; readonly label: string }[];
}

interface Typed {
  readonly outcome: CallOutcome | '';
  /** Empty: the team. */
  readonly person: string;
  /** Empty: none of them. */
  readonly visit: string;
  readonly note: string;
  /** By the clock of whoever types; empty: now. */
  readonly at: string;
}

interface Props {
  /** `/api/missions/coast` */
  readonly missionPath: string;
  readonly who: Callable;
  readonly onEntered: (call: ShownCall) => void;
}

/** Enters a call: a digit says what came of it and leads to the note, Enter enters it. What is sent again is entered once. */
export function EnterCall(props: Props) {
  const { t } = useMessages();
  const [typed, setTyped] = createStore<Typed>(blankFor(props.who));
  const [isTried, setIsTried] = createSignal(false);
  const { isBusy, problem, run } = createRequest();
  // The same for as long as the same is tried: an answer that was lost does not make two calls.
  const id = crypto.randomUUID();
  let form: HTMLFormElement | undefined;
  listenForOutcomes((outcome) => {
    setTyped({ outcome });
    form?.querySelector<HTMLElement>('input[name=note]')?.focus();
  });
  const isUnsaid = () => isTried() && typed.outcome === '';
  const save = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (typed.outcome === '') {
      form?.querySelector<HTMLElement>('input[name=outcome]')?.focus();
      return;
    }
    void run(async () => {
      const entered = await api.postOnce<ShownCall>(`${props.missionPath}/calls`, { id, ...callOf(typed, props.who) });
      showToast({ message: t('calls.entered') });
      props.onEntered(entered);
    }).then(() => problem() !== null && focusFirstFault(event));
  };
  return (
    <form class="calls-form" ref={form} onSubmit={save} novalidate aria-label={t('calls.enter')}>
      <Show when={problem()}>{(found) => <ErrorState problem={found()} />}</Show>
      <OutcomeField outcome={typed.outcome} isUnsaid={isUnsaid()} onType={setTyped} />
      <TextField
        label={t('calls.note')}
        name="note"
        width="full"
        isOptional
        value={typed.note}
        error={typed.note.length > LONGEST_NOTE ? t('calls.note-long', { most: LONGEST_NOTE }) : undefined}
        onInput={(note) => setTyped({ note })}
      />
      <WhoFields who={props.who} typed={typed} onType={setTyped} />
      <TextField
        label={t('calls.at')}
        hint={t('calls.at-hint')}
        isOptional
        type="datetime-local"
        width="short"
        value={typed.at}
        error={problem()?.issues.some(({ code }) => code === 'call-ahead') ? t('calls.ahead') : undefined}
        onInput={(at) => setTyped({ at })}
      />
      <Buttons>
        <Button type="submit" look="primary" isBusy={isBusy()} hotkey="Enter">
          {t('calls.enter')}
        </Button>
      </Buttons>
    </form>
  );
}

function blankFor({ team, people, visits }: Callable): Typed {
  const [only] = visits.length === 1 ? visits : [];
  const person = team === null ? (people[0]?.id ?? '') : '';
  return { outcome: '', person, visit: only?.id ?? '', note: '', at: '' };
}

function callOf(typed: Typed, who: Callable) {
  return {
    team: who.team?.id ?? null,
    person: typed.person || null,
    visit: typed.visit || null,
    report: null,
    outcome: typed.outcome,
    note: typed.note.trim() || null,
    calledAt: typed.at === '' ? null : new Date(typed.at).toISOString(),
  };
}

/** Digits say what came of a call, for as long as the form is there and nobody types. */
function listenForOutcomes(onChosen: (outcome: CallOutcome) => void): void {
  const listen = (event: KeyboardEvent) => {
    const isRadio = event.target instanceof HTMLInputElement && event.target.type === 'radio';
    const outcome = CALL_OUTCOMES[Number(plainKey(event)) - 1];
    if (outcome === undefined || event.defaultPrevented || (isTyping(event.target) && !isRadio)) return;
    if (document.querySelector('dialog[open], [popover]:popover-open') !== null) return;
    event.preventDefault();
    onChosen(outcome);
  };
  document.addEventListener('keydown', listen);
  onCleanup(() => document.removeEventListener('keydown', listen));
}

function OutcomeField(props: {
  readonly outcome: CallOutcome | '';
  readonly isUnsaid: boolean;
  readonly onType: (part: Partial<Typed>) => void;
}) {
  const { t, formatNumber } = useMessages();
  const choices = () =>
    CALL_OUTCOMES.map((outcome, at) => ({
      value: outcome,
      label: `${formatNumber(at + 1)} · ${t(`calls.outcome.${outcome}`)}`,
    }));
  return (
    <RadioField
      label={t('calls.outcome')}
      hint={t('calls.outcome-hint')}
      name="outcome"
      value={props.outcome}
      choices={choices()}
      error={props.isUnsaid ? t('calls.outcome-missing') : undefined}
      onInput={(outcome) => props.onType({ outcome: outcome as CallOutcome })}
    />
  );
}

function WhoFields(props: {
  readonly who: Callable;
  readonly typed: Typed;
  readonly onType: (part: Partial<Typed>) => void;
}) {
  const { t } = useMessages();
  return (
    <>
      <Show when={props.who.people.length > 0 && props.who.team !== null}>
        <SelectField
          label={t('calls.whom')}
          value={props.typed.person}
          emptyLabel={t('calls.team-whole', { team: props.who.team?.code ?? '' })}
          choices={props.who.people.map(({ id, code }) => ({ value: id, label: code }))}
          onInput={(person) => props.onType({ person })}
        />
      </Show>
      <Show when={props.who.visits.length > 0}>
        <SelectField
          label={t('calls.about')}
          value={props.typed.visit}
          emptyLabel={t('calls.about-all')}
          choices={props.who.visits.map(({ id, label }) => ({ value: id, label }))}
          onInput={(visit) => props.onType({ visit })}
        />
      </Show>
    </>
  );
}
