import { createResource, createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { titleIn } from '../../../../platform/ui/form/model/form-language.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../platform/ui/parts/actions/dialog.tsx';
import { showToast } from '../../../../platform/ui/parts/actions/toast.tsx';
import { SelectField } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import { TextArea } from '../../../../platform/ui/parts/fields/text-field.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';
import type { EntryForm } from '../../entries/report-entry.ts';
import { MOST_ADDED } from '../paper.ts';
import { parseSheets } from '../parse-sheets.ts';

/** The button by which sheets are added, and what is asked before. */
export function AddPapers(props: { readonly path: string; readonly onAdded: () => void }) {
  const { t } = useMessages();
  const [isOpen, setIsOpen] = createSignal(false);
  const added = (count: number) => {
    setIsOpen(false);
    showToast({ message: t('papers.added', { count }) });
    props.onAdded();
  };
  return (
    <Buttons>
      <Button onClick={() => setIsOpen(true)}>{t('papers.add')}</Button>
      <Dialog isOpen={isOpen()} title={t('papers.add')} onClose={() => setIsOpen(false)}>
        <Question path={props.path} onAdded={added} onClose={() => setIsOpen(false)} />
      </Dialog>
    </Buttons>
  );
}

/** Which form, and which sheets. */
function Question(props: {
  readonly path: string;
  readonly onAdded: (count: number) => void;
  readonly onClose: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const [forms] = createResource(() => api.get<EntryForm[]>(`${props.path}/entry-forms`));
  const [chosen, setChosen] = createSignal('');
  const [text, setText] = createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const { isBusy, problem, run } = createRequest();
  const list = () => (forms.error === undefined ? (forms.latest ?? []) : []);
  const form = () =>
    list().find(({ formId }) => formId === (chosen() || (list().length === 1 ? list()[0]?.formId : '')));
  const parsed = () => parseSheets(text(), MOST_ADDED);
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    const { sheets, faults } = parsed();
    const wanted = form();
    if (wanted === undefined || faults.length > 0 || sheets.length === 0) return;
    const papers = sheets.map((sheet) => ({ id: crypto.randomUUID(), ...sheet }));
    const body = { form: wanted.formId, number: wanted.number, papers };
    void run(() => api.post<{ count: number }>(`${props.path}/papers`, body).then(({ count }) => props.onAdded(count)));
  };
  return (
    <form class="paper-question" onSubmit={submit} novalidate>
      <Show when={problem()}>{(found) => <ErrorState problem={found()} />}</Show>
      <SelectField
        label={t('papers.form')}
        value={form()?.formId ?? ''}
        emptyLabel={t('papers.choose-form')}
        choices={list().map((one) => ({ value: one.formId, label: titleIn(messages, one) }))}
        error={isTried() && form() === undefined ? t('papers.choose-form') : undefined}
        onInput={setChosen}
      />
      <TextArea
        label={t('papers.sheets')}
        hint={t('papers.sheets-hint')}
        rows={8}
        value={text()}
        error={isTried() && parsed().sheets.length === 0 ? t('papers.sheets-missing') : undefined}
        onInput={setText}
      />
      <Show
        when={parsed().faults.length > 0}
        fallback={<p role="status">{t('papers.sheets-count', { count: parsed().sheets.length })}</p>}
      >
        <ul class="paper-faults" role={isTried() ? 'alert' : undefined}>
          <For each={parsed().faults.slice(0, 10)}>
            {({ line, kind, found }) => <li>{t(`papers.fault.${kind}`, { line, found })}</li>}
          </For>
        </ul>
      </Show>
      <Buttons>
        <Button type="submit" look="primary" isBusy={isBusy() || forms.loading}>
          {t('papers.add')}
        </Button>
        <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
      </Buttons>
    </form>
  );
}
