import { createSignal, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { type CalendarDate, parseCalendarDate } from '../../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { focusFirstFault } from '../../../../../platform/ui/parts/fields/field.tsx';
import { TextArea, TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { DateField } from '../../../../../platform/ui/parts/fields/when-field.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import { type AccreditationStep, findStepFaults, STEP_KINDS, type StepKind } from '../../accreditation.ts';
import { FormProblem } from '../fields/form-problem.tsx';
import { FormEnd } from '../fields/panel-part.tsx';
import { stepChoices } from '../people-words.ts';

/** Asks for the next step of an accreditation, and enters it. */
export function StepForm(props: {
  /** Address of the person. */
  readonly path: string;
  /** The steps that stand, in their order. */
  readonly before: readonly AccreditationStep[];
  readonly onAdded: () => void;
  readonly onClose: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const today = new Date().toISOString().slice(0, 10);
  const possible = kindsAfter(props.before, today as CalendarDate);
  const [typed, setTyped] = createStore({
    kind: possible[0] ?? 'applied',
    on: today,
    badge: '',
    validTo: '',
    reason: '',
  });
  const [isTried, setIsTried] = createSignal(false);
  const { isBusy, problem, run } = createRequest();
  const id = crypto.randomUUID();
  const isNoDay = (day: string) => parseCalendarDate(day.trim()) === null;
  const dayFault = (day: string) => messages.find('issues.date', { found: day }) ?? '';
  const onFault = () => (isTried() && isNoDay(typed.on) ? dayFault(typed.on) : undefined);
  const isGranted = () => typed.kind === 'granted';
  const validFault = () => {
    const { validTo } = typed;
    return isTried() && isGranted() && validTo.trim() !== '' && isNoDay(validTo) ? dayFault(validTo) : undefined;
  };
  const orNull = (text: string) => text.trim() || null;
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (onFault() !== undefined || validFault() !== undefined) return focusFirstFault(event);
    const ofGrant = isGranted() ? { badge: orNull(typed.badge), validTo: orNull(typed.validTo) } : NO_BADGE;
    const body = { id, kind: typed.kind, on: typed.on.trim(), ...ofGrant, reason: orNull(typed.reason) };
    void run(async () => {
      await api.post(`${props.path}/accreditation`, body);
      props.onAdded();
    });
  };
  return (
    <form class="people-form" onSubmit={submit} novalidate>
      <FormProblem problem={problem()} />
      <SelectField
        label={t('people.step')}
        value={typed.kind}
        choices={stepChoices(messages, possible)}
        onInput={(kind) => setTyped('kind', STEP_KINDS.find((known) => known === kind) ?? 'applied')}
      />
      <DateField label={t('people.step.day')} value={typed.on} error={onFault()} onInput={(on) => setTyped('on', on)} />
      <Show when={isGranted()}>
        <TextField
          label={t('people.step.badge')}
          isOptional
          width="short"
          value={typed.badge}
          onInput={(badge) => setTyped('badge', badge)}
        />
        <DateField
          label={t('people.step.valid-to')}
          isOptional
          value={typed.validTo}
          error={validFault()}
          onInput={(validTo) => setTyped('validTo', validTo)}
        />
      </Show>
      <TextArea
        label={t('people.reason')}
        isOptional
        rows={2}
        value={typed.reason}
        onInput={(reason) => setTyped('reason', reason)}
      />
      <FormEnd label={t('people.step.enter')} isBusy={isBusy()} onClose={props.onClose} />
    </form>
  );
}

const NO_BADGE = { badge: null, validTo: null };

/** Steps that may follow on those before, if today is their day. */
function kindsAfter(before: readonly AccreditationStep[], today: CalendarDate): StepKind[] {
  const known = findStepFaults(before).length;
  const mayFollow = (kind: StepKind) => {
    const faults = findStepFaults([...before, { kind, on: today, ...NO_BADGE }]).slice(known);
    return !faults.some(({ code }) => code === 'accreditation-order');
  };
  return STEP_KINDS.filter(mayFollow);
}
