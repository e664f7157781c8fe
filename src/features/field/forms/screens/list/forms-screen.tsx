import { createResource, createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { ApiProblem, api } from '../../../../../platform/ui/api.ts';
import { titleIn } from '../../../../../platform/ui/form/model/form-language.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import type { PickedFile } from '../../../../../platform/ui/parts/fields/dropped-files.ts';
import { FileDrop } from '../../../../../platform/ui/parts/fields/file-drop.tsx';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import type { Workbook } from '../../../../../xforms/workbook/workbook.ts';
import type { ListedForm, SavedDraft, TemplateReply } from '../../form-replies.ts';
import { titlesOfTemplate } from '../bank/gather-bank.ts';
import { RefusedForm } from '../view/refused-form.tsx';
import { BlankForm } from './blank-form.tsx';
import { FormTable } from './form-table.tsx';
import { uploadForm } from './upload-form.ts';
import '../forms.css';

/** The forms of a mission, and the ways to add one. */
export function FormsScreen(props: {
  readonly mission: string;
  readonly canEdit: boolean;
  /** Told when a draft is there to be worked on. */
  readonly onOpen: (formId: string) => void;
}) {
  const { t } = useMessages();
  const path = () => `/api/missions/${encodeURIComponent(props.mission)}`;
  const [forms, { refetch }] = createResource(path, (address) => api.get<ListedForm[]>(`${address}/forms`));
  return (
    <div class="forms">
      <Show when={forms.error === undefined} fallback={<ErrorState problem={forms.error} onRetry={refetch} />}>
        <Show when={forms.latest} fallback={<Skeleton rows={4} />}>
          {(list) => (
            <Show
              when={list().length > 0}
              fallback={<EmptyState title={t('forms.none')}>{t('forms.none-hint')}</EmptyState>}
            >
              <FormTable forms={list()} mission={props.mission} />
            </Show>
          )}
        </Show>
      </Show>
      <Show when={props.canEdit}>
        <AddForm path={path()} onOpen={props.onOpen} />
      </Show>
    </div>
  );
}

function AddForm(props: { readonly path: string; readonly onOpen: (formId: string) => void }) {
  const { t } = useMessages();
  const [problem, setProblem] = createSignal<ApiProblem | null>(null);
  const [isBusy, setIsBusy] = createSignal(false);
  const attempt = (ask: () => Promise<SavedDraft>) => {
    setProblem(null);
    setIsBusy(true);
    return ask()
      .then(
        ({ formId }) => props.onOpen(formId),
        (error: unknown) => {
          if (!(error instanceof ApiProblem)) throw error;
          setProblem(error);
        },
      )
      .finally(() => setIsBusy(false));
  };
  const upload = (files: readonly PickedFile[]) => void attempt(() => uploadForm(`${props.path}/forms`, files));
  const begin = (name: string, workbook: Workbook) =>
    void attempt(() => api.post<SavedDraft>(`${props.path}/drafts`, { workbook, sourceName: name }));
  return (
    <section class="forms-add">
      <h2>{t('forms.add')}</h2>
      <FileDrop label={t('forms.drop')} hint={t('forms.drop-hint')} onFiles={upload} disabled={isBusy()} />
      <Show when={problem()}>{(found) => <RefusedForm problem={found()} />}</Show>
      <Templates isBusy={isBusy()} onBegin={begin} />
    </section>
  );
}

function Templates(props: { readonly isBusy: boolean; readonly onBegin: (name: string, workbook: Workbook) => void }) {
  const messages = useMessages();
  const { t } = messages;
  const [templates, { refetch }] = createResource(() => api.get<TemplateReply[]>('/api/form-templates'));
  return (
    <>
      <h3>{t('forms.templates')}</h3>
      <p class="forms-hint">{t('forms.templates-hint')}</p>
      <Show when={templates.error === undefined} fallback={<ErrorState problem={templates.error} onRetry={refetch} />}>
        <ul class="forms-templates">
          <For each={templates.latest ?? []}>
            {(template) => (
              <li>
                <Button disabled={props.isBusy} onClick={() => props.onBegin(template.name, template.workbook)}>
                  {titleIn(messages, titlesOfTemplate(template))}
                </Button>
              </li>
            )}
          </For>
          <li>
            <BlankForm isBusy={props.isBusy} onBegin={props.onBegin} />
          </li>
        </ul>
      </Show>
    </>
  );
}
