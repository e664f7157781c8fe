import { createSignal, onMount, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api, onConfirmationNeeded } from '../../../../../platform/ui/api.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../../platform/ui/parts/actions/dialog.tsx';
import { createSubmission, SubmissionErrors } from '../submission.tsx';
import { CodeField, PasswordField } from './credential-fields.tsx';
import { canUsePasskeys, signWithPasskey } from './passkeys.ts';
import '../accounts.css';

/**
 * Stands once in the desk: whenever the server wants a recent sign-in, asks the person to prove again who they are,
 * after which what they were doing goes on by itself.
 */
export function ConfirmIdentity(props: { readonly passkeys: boolean }) {
  const { t } = useMessages();
  const [settle, setSettle] = createSignal<((isConfirmed: boolean) => void) | null>(null);
  const close = (isConfirmed: boolean) => {
    settle()?.(isConfirmed);
    setSettle(null);
  };
  onMount(() => onConfirmationNeeded(() => new Promise((resolve) => setSettle(() => resolve))));
  return (
    <Dialog isOpen={settle() !== null} title={t('accounts.confirm.title')} onClose={() => close(false)}>
      <div class="accounts-narrow">
        <p>{t('accounts.confirm.advice')}</p>
        <Show when={props.passkeys && canUsePasskeys()}>
          <ConfirmWithPasskey onConfirmed={() => close(true)} />
          <p class="accounts-or">{t('accounts.or')}</p>
        </Show>
        <ConfirmWithPassword onConfirmed={() => close(true)} />
      </div>
    </Dialog>
  );
}

function ConfirmWithPasskey(props: { readonly onConfirmed: () => void }) {
  const { t } = useMessages();
  const submission = createSubmission(async () => {
    await api.post('/api/session/confirm/passkey', await signWithPasskey('/api/session/confirm/passkey/options'));
    props.onConfirmed();
  });
  return (
    <form class="accounts-form" onSubmit={submission.submit}>
      <SubmissionErrors submission={submission} />
      <div class="buttons">
        <Button type="submit" look="primary" isBusy={submission.isBusy()}>
          {t('accounts.confirm.passkey')}
        </Button>
      </div>
    </form>
  );
}

function ConfirmWithPassword(props: { readonly onConfirmed: () => void }) {
  const { t } = useMessages();
  const [typed, setTyped] = createStore({ password: '', code: '' });
  const submission = createSubmission(async () => {
    await api.post('/api/session/confirm/password', typed);
    props.onConfirmed();
  });
  return (
    <form class="accounts-form" onSubmit={submission.submit}>
      <SubmissionErrors submission={submission} />
      <PasswordField submission={submission} value={typed.password} onInput={(value) => setTyped('password', value)} />
      <CodeField isRecovery submission={submission} value={typed.code} onInput={(value) => setTyped('code', value)} />
      <div class="buttons">
        <Button type="submit" isBusy={submission.isBusy()}>
          {t('accounts.confirm.password')}
        </Button>
      </div>
    </form>
  );
}
