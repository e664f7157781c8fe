import { createEffect, createResource, createSignal, on, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { FillForm } from '../../../../platform/ui/fill-form/fill-form.tsx';
import type { FilledForm } from '../../../../platform/ui/fill-form/filling.ts';
import { loadFormToFill } from '../../../../platform/ui/fill-form/load-form.ts';
import { titleIn } from '../../../../platform/ui/form/model/form-language.ts';
import { SelectField } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import type { EnteredReport, EntryForm } from '../report-entry.ts';
import { AboutFields, createAbout } from './about-fields.tsx';
import { EnteredPanel } from './entered-panel.tsx';
import { sendEntry } from './send-entry.ts';
import './entries.css';

/** A report that is typed for somebody: which form, for whom and how it came, the form itself, and then its receipt. */
export function EntryScreen(props: {
  readonly mission: string;
  /** The account of whoever types: what is kept in the browser is theirs alone. */
  readonly account: string;
  readonly hrefOfReport: (reportId: string) => string;
}) {
  const { t } = useMessages();
  const path = () => `/api/missions/${encodeURIComponent(props.mission)}`;
  const [forms, { refetch }] = createResource(path, (address) => api.get<EntryForm[]>(`${address}/entry-forms`));
  const [entered, setEntered] = createSignal<EnteredReport | null>(null);
  return (
    <div class="entry">
      <Show when={forms.error === undefined} fallback={<ErrorState problem={forms.error} onRetry={refetch} />}>
        <Show when={forms.latest} fallback={<Skeleton rows={4} />}>
          {(list) => (
            <Show
              when={list().length > 0}
              fallback={<EmptyState title={t('entries.no-forms')}>{t('entries.no-forms-hint')}</EmptyState>}
            >
              <Show
                when={entered()}
                keyed
                fallback={<Entry {...props} path={path()} forms={list()} onEntered={setEntered} />}
              >
                {(report) => (
                  <EnteredPanel
                    report={report}
                    href={props.hrefOfReport(report.reportId)}
                    onAnother={() => setEntered(null)}
                  />
                )}
              </Show>
            </Show>
          )}
        </Show>
      </Show>
    </div>
  );
}

function Entry(props: {
  readonly mission: string;
  readonly account: string;
  readonly path: string;
  readonly forms: readonly EntryForm[];
  readonly onEntered: (report: EnteredReport) => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const about = createAbout(`${props.account}/${props.mission}`);
  const only = () => (props.forms.length === 1 ? props.forms[0]?.formId : undefined);
  const chosen = () => props.forms.find(({ formId }) => formId === (about.value().form || only()));
  const choices = () => props.forms.map((form) => ({ value: form.formId, label: titleIn(messages, form) }));
  const submit = async (form: EntryForm, filled: FilledForm) => {
    const report = await sendEntry(props.path, { form, about: about.value(), filled });
    await about.remove();
    props.onEntered(report);
  };
  return (
    <Show when={about.isReady()} fallback={<Skeleton rows={4} />}>
      <AboutFields path={props.path} about={about} />
      <SelectField
        label={t('entries.form')}
        value={chosen()?.formId ?? ''}
        emptyLabel={t('entries.choose-form')}
        choices={choices()}
        onInput={(form) => about.change({ form })}
      />
      <Show when={chosen()} keyed>
        {(form) => (
          <FormOfEntry
            form={form}
            path={`${props.path}/forms/${encodeURIComponent(form.formId)}/versions/${form.number}`}
            draftKey={`entry/${props.account}/${props.mission}/${form.formId}/${form.number}`}
            mayFinish={about.check}
            onSubmit={(filled) => submit(form, filled)}
          />
        )}
      </Show>
    </Show>
  );
}

function FormOfEntry(props: {
  readonly form: EntryForm;
  readonly path: string;
  readonly draftKey: string;
  readonly mayFinish: () => boolean;
  readonly onSubmit: (filled: FilledForm) => Promise<void>;
}) {
  const { t } = useMessages();
  const [loaded, { refetch }] = createResource(() => props.path, loadFormToFill);
  let frame: HTMLDivElement | undefined;
  createEffect(on(loaded, () => frame?.scrollIntoView({ block: 'nearest' }), { defer: true }));
  return (
    <div class="entry-form" ref={frame}>
      <Show when={loaded.error === undefined} fallback={<ErrorState problem={loaded.error} onRetry={refetch} />}>
        <Show when={loaded.latest} fallback={<Skeleton rows={6} />}>
          {(form) => (
            <FillForm
              form={form()}
              draftKey={props.draftKey}
              rules="kept"
              takesFiles
              submitLabel={t('entries.send')}
              mayFinish={props.mayFinish}
              onSubmit={props.onSubmit}
            />
          )}
        </Show>
      </Show>
    </div>
  );
}
