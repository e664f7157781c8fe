import { createSignal, onMount, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { ApiProblem, api, onConfirmationNeeded } from '../../../../../platform/ui/api.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../../platform/ui/parts/actions/dialog.tsx';
import type { MyAccountBody } from '../../contract.ts';
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
  const [asked, setAsked] = createSignal<Asked | null>(null);
  const close = (isConfirmed: boolean) => {
    asked()?.settle(isConfirmed);
    setAsked(null);
  };
  onMount(() =>
    onConfirmationNeeded(async () => {
      const ways = await findWays();
      return await new Promise((settle) => setAsked({ settle, ways }));
    }),
  );
  const hasPasskey = () => props.passkeys && canUsePasskeys() && asked()?.ways?.passkey !== false;
  // Somebody whose passkey cannot be used here is told so by the server, and not left without any field.
  const hasPassword = () => !hasPasskey() || asked()?.ways?.password !== false;
  return (
    <Dialog isLossless isOpen={asked() !== null} title={t('accounts.confirm.title')} onClose={() => close(false)}>
      <div class="accounts-narrow">
        <p>{t('accounts.confirm.advice')}</p>
        <Show when={hasPasskey()}>
          <ConfirmWithPasskey onConfirmed={() => close(true)} />
        </Show>
        <Show when={hasPasskey() && hasPassword()}>
          <p class="accounts-or">{t('accounts.or')}</p>
        </Show>
        <Show when={hasPassword()}>
          <ConfirmWithPassword onConfirmed={() => close(true)} />
        </Show>
      </div>
    </Dialog>
  );
}

/** What is asked for, and what the account has; null: that is not known. */
interface Asked {
  readonly settle: (isConfirmed: boolean) => void;
  readonly ways: Ways | null;
}

interface Ways {
  readonly passkey: boolean;
  readonly password: boolean;
}

/** What whoever is signed in has to prove it with. */
async function findWays(): Promise<Ways | null> {
  try {
    const { account } = await api.get<MyAccountBody>('/api/my-account');
    return { passkey: account.passkeys > 0, password: account.hasPassword };
  } catch (error) {
    // Then everything is offered.
    if (error instanceof ApiProblem) return null;
    throw error;
  }
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
        <Button type="submit" look="primary" autofocus isBusy={submission.isBusy()}>
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
