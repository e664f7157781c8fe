import { createMemo, createResource, createSignal, For, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { isLanguage, LANGUAGE_NAMES, LANGUAGES } from '../../../../../platform/i18n/languages.ts';
import { type ApiProblem, api } from '../../../../../platform/ui/api.ts';
import { wordsIn } from '../../../../../platform/ui/form/model/form-language.ts';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import { Checkbox, RadioField, SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { focusFirstFault } from '../../../../../platform/ui/parts/fields/field.tsx';
import { TextArea, TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import type { AnswerColumn } from '../../../reports/arrivals/list/list-replies.ts';
import { SEVERITIES, type Severity, type ShownCheck, type Trial } from '../../check.ts';
import type { CheckDesk } from '../check-desk.ts';
import { type AskedName, namesOf } from './complete-name.ts';
import { RuleField } from './rule-field.tsx';
import { TrialView } from './trial-view.tsx';

interface Typed {
  readonly form: string;
  readonly title: Readonly<Record<string, string>>;
  readonly severity: Severity;
  readonly expression: string;
  /** '': it reads no other report. */
  readonly other: string;
  readonly isOn: boolean;
  readonly reason: string;
}

/** What a rule is, as it was sent, and what became of that. */
interface Tried {
  readonly rule: string;
  readonly trial: Trial | null;
  readonly problem: ApiProblem | null;
}

/** A check that is being written, or written otherwise; it can be tried before it is saved. */
export function CheckForm(props: {
  readonly desk: CheckDesk;
  /** Null: a new one. */
  readonly check: ShownCheck | null;
  readonly onSaved: (check: ShownCheck) => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const { desk, check } = props;
  const id = crypto.randomUUID();
  const [typed, setTyped] = createStore<Typed>(typedOf(check, desk));
  const [isTried, setIsTried] = createSignal(false);
  const [tried, setTried] = createSignal<Tried | null>(null);
  const { isBusy, problem, run } = createRequest();
  const send = async (work: () => Promise<Trial | null>) => {
    const rule = typed.expression;
    await run(async () => {
      setTried({ rule, trial: await work(), problem: null });
    });
    if (problem() !== null) setTried({ rule, trial: null, problem: problem() });
  };
  const body = () => {
    const { title, severity, expression, other, isOn } = typed;
    const titles = Object.fromEntries(Object.entries(title).filter(([, text]) => text.trim() !== ''));
    return { title: titles, severity, expression, other: other || null, isOn };
  };
  const save = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (isLacking(typed, check)) return focusFirstFault(event);
    void send(async () => {
      const saved =
        check === null
          ? await api.postOnce<ShownCheck>(`${desk.path}/checks`, { id, form: typed.form, ...body() })
          : await api.put<ShownCheck>(`${desk.path}/checks/${check.id}`, {
              ...{ ...body(), base: check.version, reason: typed.reason.trim() },
            });
      showToast({ message: t('checks.saved') });
      desk.now();
      props.onSaved(saved);
      return null;
    });
  };
  const tryOut = () => {
    setIsTried(true);
    if (typed.form === '' || typed.expression.trim() === '') return;
    const { form, expression, other } = typed;
    void send(() => api.post<Trial>(`${desk.path}/checks/trial`, { form, expression, other: other || null }));
  };
  return (
    <form class="check-form" onSubmit={save} novalidate>
      <Show when={tried()?.problem}>
        {(found) => (
          <Show when={!isOfRule(found())}>
            <ErrorState problem={found()} />
          </Show>
        )}
      </Show>
      <CheckFields {...props} typed={typed} onType={setTyped} isTried={isTried()} tried={tried()} />
      <Show when={tried()?.rule === typed.expression && tried()?.trial}>
        {(trial) => <TrialView desk={desk} trial={trial()} />}
      </Show>
      <Buttons>
        <Button type="submit" look="primary" isBusy={isBusy()}>
          {t('ui.save')}
        </Button>
        <Button onClick={tryOut} isBusy={isBusy()}>
          {t('checks.try')}
        </Button>
        <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
      </Buttons>
    </form>
  );
}

function typedOf(check: ShownCheck | null, desk: CheckDesk): Typed {
  if (check !== null) {
    const { form, title, severity, expression, other, isOn } = check;
    return { form, title, severity, expression, other: other ?? '', isOn, reason: '' };
  }
  const [only, ...more] = desk.published();
  const form = only !== undefined && more.length === 0 ? only.formId : '';
  return { form, title: {}, severity: 'warning', expression: '', other: '', isOn: false, reason: '' };
}

function isLacking({ form, title, expression, reason }: Typed, check: ShownCheck | null): boolean {
  const isUntitled = Object.values(title).every((text) => text.trim() === '');
  return form === '' || isUntitled || expression.trim() === '' || (check !== null && reason.trim() === '');
}

/** Whether all that is wrong is told at the rule. */
function isOfRule({ issues }: ApiProblem): boolean {
  return issues.length > 0 && issues.every(({ column }) => column === 'expression');
}

interface FieldsProps {
  readonly desk: CheckDesk;
  readonly check: ShownCheck | null;
  readonly typed: Typed;
  readonly onType: (part: Partial<Typed>) => void;
  readonly isTried: boolean;
  readonly tried: Tried | null;
}

function CheckFields(props: FieldsProps) {
  const { t } = useMessages();
  const forms = () =>
    props.desk.published().map(({ formId }) => ({ value: formId, label: props.desk.formName(formId) }));
  const names = createNames(props);
  const missing = (isMissing: boolean, words: string) => (props.isTried && isMissing ? words : undefined);
  const faulty = () => {
    const { rule, problem } = props.tried ?? { rule: '', problem: null };
    const faults = problem?.issues.filter(({ column }) => column === 'expression') ?? [];
    return faults.length === 0 ? null : { rule, faults };
  };
  return (
    <>
      <Show when={props.check === null}>
        <SelectField
          label={t('checks.form')}
          value={props.typed.form}
          choices={forms()}
          emptyLabel=""
          error={missing(props.typed.form === '', t('checks.form-missing'))}
          onInput={(form) => props.onType({ form })}
        />
      </Show>
      <TitleFields {...props} />
      <RadioField
        label={t('checks.severity')}
        value={props.typed.severity}
        choices={SEVERITIES.toReversed().map((value) => ({ value, label: t(`checks.severity.${value}`) }))}
        onInput={(severity) => props.onType({ severity: severity as Severity })}
      />
      <RuleField
        value={props.typed.expression}
        names={names()}
        faulty={faulty()}
        error={missing(props.typed.expression.trim() === '', t('checks.rule-missing'))}
        onInput={(expression) => props.onType({ expression })}
      />
      <SelectField
        label={t('checks.other')}
        hint={t('checks.other-hint')}
        isOptional
        value={props.typed.other}
        choices={forms()}
        emptyLabel={t('checks.other-none')}
        onInput={(other) => props.onType({ other })}
      />
      <Show
        when={props.check !== null}
        fallback={
          <Checkbox
            label={t('checks.on-at-once')}
            hint={t('checks.on-at-once-hint')}
            checked={props.typed.isOn}
            onInput={(isOn) => props.onType({ isOn })}
          />
        }
      >
        <TextArea
          label={t('checks.reason')}
          hint={t('checks.reason-hint')}
          rows={2}
          value={props.typed.reason}
          error={missing(props.typed.reason.trim() === '', t('checks.reason-missing'))}
          onInput={(reason) => props.onType({ reason })}
        />
      </Show>
    </>
  );
}

/** The title in each language of the program, and in those that it has besides. */
function TitleFields(props: FieldsProps) {
  const { t } = useMessages();
  const languages = [...new Set([...LANGUAGES, ...Object.keys(props.check?.title ?? {})])];
  const isUntitled = () => props.isTried && Object.values(props.typed.title).every((text) => text.trim() === '');
  return (
    <For each={languages}>
      {(language, at) => (
        <TextField
          label={t('checks.title-in', { language: isLanguage(language) ? LANGUAGE_NAMES[language] : language })}
          hint={at() === 0 ? t('checks.title-hint') : undefined}
          isOptional={at() > 0}
          width="full"
          lang={language}
          value={props.typed.title[language] ?? ''}
          error={at() === 0 && isUntitled() ? t('checks.title-missing') : undefined}
          onInput={(text) => props.onType({ title: { ...props.typed.title, [language]: text } })}
        />
      )}
    </For>
  );
}

/** The names that the rule may use, as far as they have come. */
function createNames(props: FieldsProps) {
  const messages = useMessages();
  const load = async (form: string): Promise<readonly AskedName[]> => {
    const asked = `${props.desk.path}/report-columns?${new URLSearchParams({ form })}`;
    const { columns } = await api.get<{ columns: AnswerColumn[] }>(asked).catch(() => ({ columns: [] }));
    return columns.map(({ path, labels }) => ({ path, words: wordsIn(messages, labels) ?? '' }));
  };
  const [own] = createResource(() => props.typed.form || false, load);
  const [other] = createResource(() => props.typed.other || false, load);
  return createMemo(() =>
    namesOf(
      props.typed.form === '' ? [] : (own.latest ?? []),
      props.typed.other === '' ? null : (other.latest ?? []),
      (field) => messages.t(`checks.station.${field}`),
    ),
  );
}
