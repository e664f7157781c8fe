import { createResource, Index, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { wordsIn } from '../../../../../platform/ui/form/model/form-language.ts';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { ReasonForm } from '../../../../../platform/ui/parts/actions/reason-form.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import { SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { SidePanel } from '../../../../../platform/ui/parts/panel/side-panel.tsx';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import { MOST_QUESTIONS, type NumberForm, type ShownTurnoutSettings } from '../../../turnout/turnout.ts';
import './turnout.css';
import { type DraftFault, type DraftQuestion, draftOf, findFaults, newQuestion, readDraft } from './turnout-draft.ts';

/** Which questions of a mission mean turnout. */
export function TurnoutSettingsPanel(props: {
  readonly mission: string;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const path = () => `/api/missions/${encodeURIComponent(props.mission)}/turnout-settings`;
  const [settings] = createResource(path, (address) => api.get<ShownTurnoutSettings>(address));
  return (
    <SidePanel title={t('situation.turnout-set')} kicker={t('situation.turnout')} onClose={props.onClose}>
      <Show when={settings.error === undefined} fallback={<ErrorState problem={settings.error} />}>
        <Show when={settings.latest} fallback={<Skeleton rows={6} />}>
          {(shown) => (
            <Show
              when={shown().forms.some(({ numbers }) => numbers.length > 0)}
              fallback={
                <EmptyState title={t('situation.turnout-no-questions')}>
                  {t('situation.turnout-no-questions-hint')}
                </EmptyState>
              }
            >
              <SettingsForm {...props} path={path()} settings={shown()} />
            </Show>
          )}
        </Show>
      </Show>
    </SidePanel>
  );
}

function SettingsForm(props: {
  readonly path: string;
  readonly settings: ShownTurnoutSettings;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const { settings } = props;
  const [draft, setDraft] = createStore<{ questions: DraftQuestion[] }>({ questions: draftOf(settings) });
  const save = async (reason: string) => {
    await api.put(props.path, { questions: readDraft(draft.questions), base: settings.revision, reason });
    showToast({ message: t('situation.turnout-saved') });
    props.onSaved();
  };
  const add = () => setDraft('questions', (kept) => [...kept, newQuestion(kept, settings.forms)]);
  const remove = (at: number) => setDraft('questions', (kept) => kept.filter((_, place) => place !== at));
  return (
    <ReasonForm
      class="turnout-settings"
      words={{ label: t('situation.turnout-reason'), missing: t('situation.turnout-reason-missing') }}
      submitLabel={t('ui.save')}
      isGiven={() => readDraft(draft.questions) !== null}
      onSubmit={save}
      onClose={props.onClose}
    >
      {({ isTried }) => (
        <>
          <p class="room-soft">{t('situation.turnout-hint')}</p>
          <Index each={draft.questions}>
            {(question, at) => (
              <QuestionFields
                question={question()}
                number={at + 1}
                forms={settings.forms}
                faults={isTried() ? findFaults(draft.questions, at) : new Set()}
                onChange={(part) => setDraft('questions', at, part)}
                onRemove={() => remove(at)}
              />
            )}
          </Index>
          <Show when={draft.questions.length === 0}>
            <p role="status">{t('situation.turnout-nothing')}</p>
          </Show>
          <Show when={draft.questions.length < MOST_QUESTIONS}>
            <Buttons>
              <Button onClick={add}>{t('situation.turnout-add')}</Button>
            </Buttons>
          </Show>
        </>
      )}
    </ReasonForm>
  );
}

function QuestionFields(props: {
  readonly question: DraftQuestion;
  readonly number: number;
  readonly forms: readonly NumberForm[];
  readonly faults: ReadonlySet<DraftFault>;
  readonly onChange: (part: Partial<DraftQuestion>) => void;
  readonly onRemove: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const forms = () =>
    props.forms
      .filter(({ form, numbers }) => numbers.length > 0 || form === props.question.form)
      .map(({ form, title }) => ({ value: form, label: title }));
  const numbers = () =>
    (props.forms.find(({ form }) => form === props.question.form)?.numbers ?? []).map(({ path, labels }) => ({
      value: path,
      label: wordsIn(messages, labels) || path,
    }));
  const told = (fault: DraftFault, words: string) => (props.faults.has(fault) ? words : undefined);
  return (
    <fieldset class="turnout-question">
      <legend>{t('situation.turnout-number', { number: props.number })}</legend>
      <SelectField
        label={t('situation.turnout-form')}
        value={props.question.form}
        choices={forms()}
        emptyLabel=""
        error={told('form', t('situation.turnout-form-missing'))}
        onInput={(form) => props.onChange({ form, voted: '', registered: '' })}
      />
      <SelectField
        label={t('situation.turnout-question')}
        value={props.question.voted}
        choices={numbers()}
        emptyLabel=""
        error={told('voted', t('situation.turnout-question-missing'))}
        onInput={(voted) => props.onChange({ voted })}
      />
      <TextField
        label={t('situation.turnout-by')}
        hint={t('situation.turnout-by-hint')}
        isOptional
        width="short"
        placeholder="12:00"
        value={props.question.at}
        error={told('time', t('situation.turnout-by-wrong')) ?? told('twice', t('situation.turnout-by-twice'))}
        onInput={(at) => props.onChange({ at })}
      />
      <SelectField
        label={t('situation.turnout-registered-question')}
        hint={t('situation.turnout-registered-hint')}
        isOptional
        value={props.question.registered}
        choices={numbers()}
        emptyLabel={t('situation.turnout-registered-official')}
        onInput={(registered) => props.onChange({ registered })}
      />
      <Buttons>
        <Button look="quiet" onClick={props.onRemove}>
          {t('situation.turnout-remove')}
        </Button>
      </Buttons>
    </fieldset>
  );
}
