import { createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../platform/ui/moment.ts';
import { Button } from '../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../platform/ui/parts/actions/dialog.tsx';
import { ReasonForm } from '../../../../platform/ui/parts/actions/reason-form.tsx';
import { showToast } from '../../../../platform/ui/parts/actions/toast.tsx';
import { TextField } from '../../../../platform/ui/parts/fields/text-field.tsx';
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
  const end = async (reason: string) => {
    await api.post(`${props.path}/holds/${ended()?.id ?? ''}/end`, { reason });
    setEnded(null);
    showToast({ message: t('retention.hold-ended') });
    props.onChanged();
  };
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
        <ReasonForm
          class="retention-confirm"
          words={{ label: t('retention.hold-reason'), missing: t('retention.reason-missing') }}
          submitLabel={t('retention.end-hold')}
          onSubmit={end}
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
  const isGiven = () => code().trim() !== '';
  const hold = async (reason: string) => {
    await api.post(`${props.path}/holds`, { id: crypto.randomUUID(), code: code().trim(), reason });
    showToast({ message: t('retention.held') });
    setCode('');
    props.onHeld();
  };
  return (
    <ReasonForm
      class="retention-hold"
      words={{ label: t('retention.hold-reason'), missing: t('retention.reason-missing') }}
      submitLabel={t('retention.hold')}
      look="plain"
      isGiven={isGiven}
      onSubmit={hold}
    >
      {({ isTried }) => (
        <TextField
          label={t('retention.code')}
          value={code()}
          error={isTried() && !isGiven() ? t('retention.code-missing') : undefined}
          onInput={setCode}
        />
      )}
    </ReasonForm>
  );
}
