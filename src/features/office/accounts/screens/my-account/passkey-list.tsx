import { createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import type { MyAccountBody, PasskeyBody } from '../../contract.ts';
import { canUsePasskeys, makePasskey } from '../sign-in/passkeys.ts';
import { createSubmission, fieldError, fieldId, SubmissionErrors } from '../submission.tsx';

/** The passkeys of an account. */
export function PasskeyList(props: { readonly mine: MyAccountBody; readonly onChanged: () => Promise<void> }) {
  const { t } = useMessages();
  return (
    <section aria-labelledby="my-passkeys">
      <h2 id="my-passkeys">{t('accounts.passkeys.title')}</h2>
      <p>{t('accounts.passkeys.advice')}</p>
      <Show when={props.mine.passkeys.length > 0} fallback={<p>{t('accounts.passkeys.none')}</p>}>
        <ul class="accounts-list">
          <For each={props.mine.passkeys}>
            {(passkey) => <PasskeyRow passkey={passkey} onChanged={props.onChanged} />}
          </For>
        </ul>
      </Show>
      <Show
        when={props.mine.passkeysPossible && canUsePasskeys()}
        fallback={<p>{t('accounts.passkeys.impossible')}</p>}
      >
        <AddPasskey onChanged={props.onChanged} />
      </Show>
    </section>
  );
}

function PasskeyRow(props: { readonly passkey: PasskeyBody; readonly onChanged: () => Promise<void> }) {
  const messages = useMessages();
  const { t } = messages;
  const label = () => props.passkey.label || t('accounts.passkey.unnamed');
  const removal = createSubmission(async () => {
    await api.delete(`/api/my-account/passkeys/${props.passkey.id}`);
    showToast({ message: t('accounts.passkeys.removed', { label: label() }) });
    await props.onChanged();
  });
  const used = () => {
    const { usedAt } = props.passkey;
    return usedAt === null ? t('accounts.never-used') : t('accounts.used', { time: formatMoment(messages, usedAt) });
  };
  return (
    <li>
      <div>
        <strong>{label()}</strong>
        <p class="accounts-aside">
          {t('accounts.made', { time: formatMoment(messages, props.passkey.createdAt) })} · {used()}
        </p>
        <SubmissionErrors submission={removal} />
      </div>
      <Button look="quiet" isBusy={removal.isBusy()} onClick={() => removal.submit()}>
        {t('ui.remove', { name: label() })}
      </Button>
    </li>
  );
}

function AddPasskey(props: { readonly onChanged: () => Promise<void> }) {
  const messages = useMessages();
  const { t } = messages;
  const [label, setLabel] = createSignal('');
  const submission = createSubmission(async () => {
    const made = await makePasskey('/api/my-account/passkeys/options');
    await api.post('/api/my-account/passkeys', { ...made, label: label() });
    setLabel('');
    showToast({ message: t('accounts.passkeys.added') });
    await props.onChanged();
  });
  return (
    <form class="accounts-form" onSubmit={submission.submit}>
      <SubmissionErrors submission={submission} />
      <TextField
        id={fieldId('label')}
        name="label"
        label={t('accounts.field.label')}
        hint={t('accounts.field.label-hint')}
        isOptional
        error={fieldError(messages, submission, 'label')}
        value={label()}
        onInput={setLabel}
      />
      <div class="buttons">
        <Button type="submit" isBusy={submission.isBusy()}>
          {t('accounts.passkeys.add')}
        </Button>
      </div>
    </form>
  );
}
