import { createResource, createSignal, For, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { Language } from '../../../../platform/i18n/languages.ts';
import { api } from '../../../../platform/ui/api.ts';
import { languageFor, titleIn } from '../../../../platform/ui/form/model/form-language.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { Checkbox, RadioField, SelectField } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';
import type { ExportableForm } from '../contract.ts';
import { CHOICE_WORDS, EXPORT_FORMATS, type ExportAsk } from '../export-job.ts';
import { Estimate } from './estimate.tsx';
import { exportsPath } from './export-address.ts';
import { WhichReports } from './which-reports.tsx';
import './exports.css';

/** What of an ask is typed here; the rest follows. */
type Typed = Omit<ExportAsk, 'columns' | 'query'>;

/** Asks what is to be exported, and begins. */
export function AskExport(props: {
  readonly mission: string;
  /** The form that is chosen at first; null: the first one. */
  readonly formId: string | null;
  /** Which reports, as the list of reports words it; null: all. */
  readonly query: ExportAsk['query'];
  readonly onAsked: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const [forms, { refetch }] = createResource(() => api.get<ExportableForm[]>(`${exportsPath(props.mission)}/choices`));
  return (
    <Show when={forms.error === undefined} fallback={<ErrorState problem={forms.error} onRetry={refetch} />}>
      <Show when={forms.latest} fallback={<Skeleton rows={6} />}>
        {(list) => (
          <Show when={list()[0]} fallback={<EmptyState title={t('exports.no-forms')} />}>
            {(first) => (
              <ExportForm
                {...props}
                forms={list()}
                first={list().find(({ formId }) => formId === props.formId) ?? first()}
              />
            )}
          </Show>
        )}
      </Show>
    </Show>
  );
}

function ExportForm(props: {
  readonly mission: string;
  readonly forms: readonly ExportableForm[];
  readonly first: ExportableForm;
  readonly query: ExportAsk['query'];
  readonly onAsked: () => void;
  readonly onClose: () => void;
}) {
  const messages = useMessages();
  const { t, language } = messages;
  const [typed, setTyped] = createStore<Typed>(firstAsk(props.first, language, props.query !== null));
  const [isTried, setIsTried] = createSignal(false);
  const work = createRequest();
  const form = () => props.forms.find(({ formId }) => formId === typed.formId) ?? props.first;
  const isReversed = () =>
    typed.fromVersion !== null && typed.toVersion !== null && typed.fromVersion > typed.toVersion;
  const chooseForm = (formId: string) => {
    const chosen = props.forms.find((each) => each.formId === formId) ?? props.first;
    setTyped({ formId, language: languageFor(chosen.languages, language), fromVersion: null, toVersion: null });
  };
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (isReversed()) return;
    const ask: ExportAsk = { ...typed, columns: null, query: props.query };
    void work.run(() => api.post(exportsPath(props.mission), { id: crypto.randomUUID(), ask }).then(props.onAsked));
  };
  return (
    <form class="export-form" onSubmit={submit} novalidate>
      <Show when={work.problem()}>{(problem) => <ErrorState problem={problem()} />}</Show>
      <SelectField
        label={t('exports.form')}
        value={typed.formId}
        disabled={props.query !== null}
        onInput={chooseForm}
        choices={props.forms.map((each) => ({ value: each.formId, label: titleIn(messages, each) }))}
      />
      <Versions
        form={form()}
        typed={typed}
        onInput={(part) => setTyped(part)}
        error={isTried() && isReversed() ? t('exports.versions-wrong') : undefined}
      />
      <Writing form={form()} typed={typed} onInput={(part) => setTyped(part)} />
      <Content typed={typed} isOfList={props.query !== null} onInput={(part) => setTyped(part)} />
      <Show when={props.query !== null}>
        <p>{t('exports.filtered')}</p>
        <WhichReports mission={props.mission} ask={{ formId: typed.formId, query: props.query }} />
      </Show>
      <Estimate mission={props.mission} ask={{ ...typed, columns: null, query: props.query }} />
      <Buttons>
        <Button type="submit" look="primary" isBusy={work.isBusy()}>
          {t('exports.begin')}
        </Button>
        <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
      </Buttons>
    </form>
  );
}

/** Of a list goes in what is seen there, however it stands. */
function firstAsk({ formId, languages }: ExportableForm, language: Language, isOfList: boolean): Typed {
  return {
    formId,
    fromVersion: null,
    toVersion: null,
    format: 'csv',
    language: languageFor(languages, language),
    words: 'codes',
    splitsChoices: false,
    withRepeats: true,
    withHeld: isOfList,
    withVoid: isOfList,
    withNames: false,
    withFiles: false,
    withMark: true,
  };
}

interface PartProps {
  readonly typed: Typed;
  readonly onInput: (part: Partial<Typed>) => void;
}

function Versions(props: PartProps & { readonly form: ExportableForm; readonly error: string | undefined }) {
  const { t } = useMessages();
  const choices = () =>
    props.form.versions.map(({ number, version }) => ({
      value: String(number),
      label: t('exports.version', { number, version: version ?? '–' }),
    }));
  const numberOf = (value: string) => (value === '' ? null : Number(value));
  return (
    <Show when={props.form.versions.length > 1}>
      <div class="export-versions">
        <SelectField
          label={t('exports.from')}
          emptyLabel={t('exports.all-versions')}
          value={String(props.typed.fromVersion ?? '')}
          error={props.error}
          onInput={(value) => props.onInput({ fromVersion: numberOf(value) })}
          choices={choices()}
        />
        <SelectField
          label={t('exports.to')}
          emptyLabel={t('exports.all-versions')}
          value={String(props.typed.toVersion ?? '')}
          onInput={(value) => props.onInput({ toVersion: numberOf(value) })}
          choices={choices()}
        />
      </div>
    </Show>
  );
}

/** In which format, and what stands for what was chosen. */
function Writing(props: PartProps & { readonly form: ExportableForm }) {
  const { t } = useMessages();
  const formats = () =>
    EXPORT_FORMATS.map((format) => ({
      value: format,
      label: `${t(`exports.format.${format}`)} – ${t(`exports.format-hint.${format}`)}`,
    }));
  const chosen = <T extends string>(all: readonly T[], value: string) => all.find((each) => each === value);
  return (
    <>
      <RadioField
        label={t('exports.format')}
        value={props.typed.format}
        onInput={(value) => props.onInput({ format: chosen(EXPORT_FORMATS, value) ?? 'csv' })}
        choices={formats()}
      />
      <RadioField
        label={t('exports.words')}
        value={props.typed.words}
        onInput={(value) => props.onInput({ words: chosen(CHOICE_WORDS, value) ?? 'codes' })}
        choices={CHOICE_WORDS.map((words) => ({ value: words, label: t(`exports.words.${words}`) }))}
      />
      <Show when={props.typed.words !== 'codes' && props.form.languages.length > 1}>
        <SelectField
          label={t('exports.language')}
          value={props.typed.language ?? ''}
          onInput={(language) => props.onInput({ language })}
          choices={props.form.languages.map((language) => ({ value: language, label: language }))}
        />
      </Show>
    </>
  );
}

const OPTIONS = ['withRepeats', 'splitsChoices', 'withHeld', 'withVoid', 'withNames', 'withFiles', 'withMark'] as const;
type Option = (typeof OPTIONS)[number];
const OPTION_WORDS = {
  withRepeats: 'repeats',
  splitsChoices: 'splits',
  withHeld: 'held',
  withVoid: 'void',
  withNames: 'names',
  withFiles: 'files',
  withMark: 'mark',
} as const satisfies Record<Option, string>;

function Content(props: PartProps & { readonly isOfList: boolean }) {
  const { t } = useMessages();
  const isOffered = (option: Option) => {
    if (option === 'withMark') return props.typed.format === 'csv';
    if (option === 'withHeld' || option === 'withVoid') return !props.isOfList;
    return option !== 'splitsChoices' || props.typed.format !== 'jsonl';
  };
  const hint = (option: Option) =>
    option === 'withNames' || option === 'withFiles' ? t(`exports.${OPTION_WORDS[option]}-hint`) : undefined;
  return (
    <fieldset class="export-options">
      <legend>{t('exports.more')}</legend>
      <For each={OPTIONS.filter(isOffered)}>
        {(option) => (
          <Checkbox
            label={t(`exports.${OPTION_WORDS[option]}`)}
            hint={hint(option)}
            checked={props.typed[option]}
            onInput={(isChosen) => props.onInput({ [option]: isChosen })}
          />
        )}
      </For>
    </fieldset>
  );
}
