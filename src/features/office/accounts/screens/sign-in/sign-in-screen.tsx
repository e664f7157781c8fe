import { createSignal, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api, forgetReplies } from '../../../../../platform/ui/api.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import type { OpenedLinkBody } from '../../contract.ts';
import { createSubmission, SubmissionErrors } from '../submission.tsx';
import { CodeField, PasswordField, SignInNameField } from './credential-fields.tsx';
import { canUsePasskeys, signWithPasskey } from './passkeys.ts';
import '../accounts.css';

/** The way in: by a link, by a passkey, or by a password and a code. */
export function SignInScreen(props: {
  /** What stands behind `#` in the address of a link; null: none. */
  readonly token: string | null;
  /** Whether passkeys can be bound to the name of the server. */
  readonly passkeys: boolean;
  readonly onSignedIn: () => void;
  /** The link leads to setting up an account. */
  readonly onSetUp: () => void;
}) {
  const [isLeft, setIsLeft] = createSignal(false);
  return (
    <div class="accounts-narrow">
      <Show
        when={!isLeft() && props.token}
        fallback={<SignInForms passkeys={props.passkeys} onSignedIn={props.onSignedIn} />}
      >
        {(present) => (
          <OpenLink
            token={present()}
            onSignedIn={props.onSignedIn}
            onSetUp={props.onSetUp}
            onLeft={() => setIsLeft(true)}
          />
        )}
      </Show>
    </div>
  );
}

/** A link works once, so that a person has to press a button, and nothing that merely looks at addresses uses it up. */
function OpenLink(props: {
  readonly token: string;
  readonly onSignedIn: () => void;
  readonly onSetUp: () => void;
  readonly onLeft: () => void;
}) {
  const { t } = useMessages();
  const submission = createSubmission(async () => {
    const { next } = await api.post<OpenedLinkBody>('/api/sign-in/link', { token: props.token });
    forgetReplies();
    history.replaceState(history.state, '', location.pathname + location.search);
    if (next === 'set-up') props.onSetUp();
    else props.onSignedIn();
  });
  return (
    <form class="accounts-form" onSubmit={submission.submit}>
      <SubmissionErrors submission={submission} />
      <h2>{t('accounts.link.title')}</h2>
      <p>{t('accounts.link.advice')}</p>
      <div class="buttons">
        <Button type="submit" look="primary" isBusy={submission.isBusy()}>
          {t('accounts.link.open')}
        </Button>
        <Button look="quiet" onClick={props.onLeft}>
          {t('accounts.link.other-way')}
        </Button>
      </div>
    </form>
  );
}

function SignInForms(props: { readonly passkeys: boolean; readonly onSignedIn: () => void }) {
  const { t } = useMessages();
  const done = () => {
    forgetReplies();
    props.onSignedIn();
  };
  return (
    <>
      <Show when={props.passkeys && canUsePasskeys()}>
        <PasskeySignIn onSignedIn={done} />
        <p class="accounts-or">{t('accounts.or')}</p>
      </Show>
      <PasswordSignIn onSignedIn={done} />
      <p class="accounts-aside">{t('accounts.sign-in.lost')}</p>
    </>
  );
}

function PasskeySignIn(props: { readonly onSignedIn: () => void }) {
  const { t } = useMessages();
  const submission = createSubmission(async () => {
    await api.post('/api/sign-in/passkey', await signWithPasskey('/api/sign-in/passkey/options'));
    props.onSignedIn();
  });
  return (
    <form class="accounts-form" onSubmit={submission.submit}>
      <SubmissionErrors submission={submission} />
      <h2>{t('accounts.passkey.title')}</h2>
      <p>{t('accounts.passkey.advice')}</p>
      <div class="buttons">
        <Button type="submit" look="primary" isBusy={submission.isBusy()}>
          {t('accounts.passkey.sign-in')}
        </Button>
      </div>
    </form>
  );
}

function PasswordSignIn(props: { readonly onSignedIn: () => void }) {
  const { t } = useMessages();
  const [typed, setTyped] = createStore({ signInName: '', password: '', code: '' });
  const submission = createSubmission(async () => {
    await api.post('/api/sign-in/password', typed);
    props.onSignedIn();
  });
  return (
    <form class="accounts-form" onSubmit={submission.submit}>
      <SubmissionErrors submission={submission} />
      <h2>{t('accounts.password.title')}</h2>
      <SignInNameField
        submission={submission}
        value={typed.signInName}
        onInput={(value) => setTyped('signInName', value)}
      />
      <PasswordField submission={submission} value={typed.password} onInput={(value) => setTyped('password', value)} />
      <CodeField isRecovery submission={submission} value={typed.code} onInput={(value) => setTyped('code', value)} />
      <div class="buttons">
        <Button type="submit" isBusy={submission.isBusy()}>
          {t('accounts.password.sign-in')}
        </Button>
      </div>
    </form>
  );
}
