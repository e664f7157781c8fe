import { createEffect, createMemo, createResource, createSignal, on, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { FormView } from '../../../../../platform/ui/form/form-view.tsx';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Checkbox } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import type { FormSession } from '../../../../../xforms/form/session.ts';
import type { FormPackage } from '../../../../../xforms/package/form-package.ts';
import type { FormSubject } from '../view/form-subject.ts';
import { loadTables } from './load-tables.ts';
import { openPreview, previewPorts } from './open-preview.ts';
import './preview.css';

/** The form as an observer's phone shows it, to be tried; what is answered stays while the form is edited, where it fits. */
export function PhonePreview(props: { readonly subject: FormSubject }) {
  const { t } = useMessages();
  const [isSunlit, setIsSunlit] = createSignal(false);
  const [isWhole, setIsWhole] = createSignal(false);
  const [last, setLast] = createSignal<FormPackage | null>(null);
  // A form that is faulty for a moment, while it is typed, leaves the last sound one in view.
  createEffect(() => {
    const { compiled } = props.subject.checked;
    if (compiled !== null) setLast(compiled);
  });
  const isBehind = () => props.subject.checked.compiled === null && last() !== null;
  return (
    <div class="preview">
      <div class="preview-switches">
        <Checkbox label={t('forms.preview.whole')} checked={isWhole()} onInput={setIsWhole} />
        <Checkbox label={t('forms.preview.sunlight')} checked={isSunlit()} onInput={setIsSunlit} />
      </div>
      <Show when={isBehind()}>
        <p class="forms-note" role="status">
          {t('forms.preview.behind')}
        </p>
      </Show>
      <Show
        when={last()}
        fallback={<EmptyState title={t('forms.preview.none')}>{t('forms.preview.none-hint')}</EmptyState>}
      >
        {(compiled) => (
          <Phone subject={props.subject} compiled={compiled()} isSunlit={isSunlit()} isWhole={isWhole()} />
        )}
      </Show>
    </div>
  );
}

function Phone(props: {
  readonly subject: FormSubject;
  readonly compiled: FormPackage;
  readonly isSunlit: boolean;
  readonly isWhole: boolean;
}) {
  const messages = useMessages();
  const { t } = messages;
  const [tables] = createResource(() => ({ ...props.subject }), loadTables);
  const [begun, setBegun] = createSignal(0);
  const [sent, setSent] = createSignal<string | null>(null);
  let current: FormSession | null = null;
  createEffect(
    on(begun, () => {
      current = null;
      setSent(null);
    }),
  );
  const opened = createMemo(() => {
    begun();
    const known = tables.latest;
    if (known === undefined) return null;
    const outcome = openPreview(props.compiled, {
      tables: known.tables,
      draft: current?.draft() ?? null,
      language: messages.language,
    });
    if (outcome.ok) current = outcome.value;
    return outcome;
  });
  const session = () => {
    const outcome = opened();
    return outcome?.ok ? outcome.value : null;
  };
  const fault = () => {
    const outcome = opened();
    return outcome === null || outcome.ok ? null : outcome.error;
  };
  const restart = () => {
    current = null;
    setBegun((count) => count + 1);
  };
  const ports = createMemo(() =>
    previewPorts(props.subject.filesPath, new Set(props.subject.files.map(({ name }) => name))),
  );
  return (
    <>
      <Show when={(tables.latest?.missing.length ?? 0) > 0}>
        <p class="forms-note">{t('forms.preview.missing', { names: tables.latest?.missing.join(', ') ?? '' })}</p>
      </Show>
      <Show when={fault()}>
        {(found) => <p role="alert">{messages.find(`formFaults.${found().code}`, found().parameters)}</p>}
      </Show>
      <Show when={session()}>
        {(shown) => (
          <div class="preview-phone" data-whole={props.isWhole ? '' : undefined}>
            <FormView
              session={shown()}
              mode={props.isWhole ? 'all' : 'page'}
              ports={ports()}
              isSunlit={props.isSunlit}
              onFinish={() => setSent(shown().submission().xml)}
            />
          </div>
        )}
      </Show>
      <Buttons>
        <Button onClick={restart}>{t('forms.preview.restart')}</Button>
      </Buttons>
      <Show when={sent()}>
        {(xml) => (
          <section class="preview-record" role="status">
            <h2>{t('forms.preview.record')}</h2>
            <pre tabindex="0">{xml()}</pre>
          </section>
        )}
      </Show>
    </>
  );
}
