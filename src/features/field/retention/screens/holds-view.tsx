import { createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../platform/ui/moment.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../platform/ui/parts/actions/dialog.tsx';
import { showToast } from '../../../../platform/ui/parts/actions/toast.tsx';
import { focusFirstFault } from '../../../../platform/ui/parts/fields/field.tsx';
import { TextArea, TextField } from '../../../../platform/ui/parts/fields/text-field.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';
import type { ShownHold } from '../retention.ts';

interface HoldsProps {
  /** Of the retention of a mission. */
  readonly path: string;
  readonly holds: readonly ShownHold[];
  readonly onChanged: () => void;
}

/** The reports of which nothing is deleted for the time being. */
export function HoldsView(props: HoldsProps) {
  const messages = useMessages();
  const { t } = messages;
  const [ended, setEnded] = createSignal<ShownHold | null>(null);
  return (
    <section aria-labelledby="retention-holds">
      <h2 id="retention-holds">{t('retention.holds')}</h2>
      <p class="retention-note">{t('retention.holds-hint')}</p>
      <Show when={props.holds.length > 0} fallback={<p>{t('retention.no-holds')}</p>}>
        <ul class="retention-holds">
          <For each={props.holds}>
            {(hold) => (
              <li>
                <code>{hold.code}</code> <bdi>{hold.reason}</bdi>
                <span class="retention-note">
                  {t('retention.by', { name: hold.by, time: formatMoment(messages, hold.at) })}
                </span>
                <Button
                  look="quiet"
                  aria-label={t('retention.end-hold-of', { code: hold.code })}
                  onClick={() => setEnded(hold)}
                >
                  {t('retention.end-hold')}
                </Button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <NewHold path={props.path} onHeld={props.onChanged} />
      <Dialog
        isOpen={ended() !== null}
        title={t('retention.end-hold-of', { code: ended()?.code ?? '' })}
        onClose={() => setEnded(null)}
      >
        <EndHold
          path={`${props.path}/holds/${ended()?.id ?? ''}/end`}
          onEnded={() => {
            setEnded(null);
            showToast({ message: t('retention.hold-ended') });
            props.onChanged();
          }}
          onClose={() => setEnded(null)}
        />
      </Dialog>
    </section>
  );
}

/** Keeps a report, named by its receipt. */
function NewHold(props: { readonly path: string; readonly onHeld: () => void }) {
  const { t } = useMessages();
  const [code, setCode] = createSignal('');
  const [reason, setReason] = createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const work = createRequest();
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (code().trim() === '' || reason().trim() === '') return focusFirstFault(event);
    void work.run(async () => {
      const body = { id: crypto.randomUUID(), code: code().trim(), reason: reason().trim() };
      await api.post(`${props.path}/holds`, body);
      showToast({ message: t('retention.held') });
      setIsTried(false);
      setCode('');
      setReason('');
      props.onHeld();
    });
  };
  return (
    <form class="retention-hold" onSubmit={submit} novalidate>
      <Show when={work.problem()}>{(problem) => <ErrorState problem={problem()} />}</Show>
      <TextField
        label={t('retention.code')}
        value={code()}
        error={isTried() && code().trim() === '' ? t('retention.code-missing') : undefined}
        onInput={setCode}
      />
      <TextField
        label={t('retention.hold-reason')}
        width="full"
        value={reason()}
        error={isTried() && reason().trim() === '' ? t('retention.reason-missing') : undefined}
        onInput={setReason}
      />
      <Buttons>
        <Button type="submit" isBusy={work.isBusy()}>
          {t('retention.hold')}
        </Button>
      </Buttons>
    </form>
  );
}

/** Asks why a report is kept no longer. */
function EndHold(props: { readonly path: string; readonly onEnded: () => void; readonly onClose: () => void }) {
  const { t } = useMessages();
  const [reason, setReason] = createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const work = createRequest();
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (reason().trim() === '') return focusFirstFault(event);
    void work.run(() => api.post(props.path, { reason: reason().trim() }).then(props.onEnded));
  };
  return (
    <form class="retention-confirm" onSubmit={submit} novalidate>
      <Show when={work.problem()}>{(problem) => <ErrorState problem={problem()} />}</Show>
      <TextArea
        label={t('retention.hold-reason')}
        rows={2}
        value={reason()}
        error={isTried() && reason().trim() === '' ? t('retention.reason-missing') : undefined}
        onInput={setReason}
      />
      <Buttons>
        <Button type="submit" look="primary" isBusy={work.isBusy()}>
          {t('retention.end-hold')}
        </Button>
        <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
      </Buttons>
    </form>
  );
}
