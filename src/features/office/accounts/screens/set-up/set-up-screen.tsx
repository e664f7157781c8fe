import { createResource, createSignal, Match, Show, Switch } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api, forgetReplies } from '../../../../../platform/ui/api.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import type { RecoveryCodesBody, SetUpBody, TotpBody } from '../../contract.ts';
import { SignInNameField } from '../sign-in/credential-fields.tsx';
import { canUsePasskeys, makePasskey } from '../sign-in/passkeys.ts';
import { createSubmission, fieldError, fieldId, SubmissionErrors } from '../submission.tsx';
import { ChoosePassword, type ChosenPassword } from './choose-password.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import '../accounts.css';

/** From an opened link to an account: a name, and a passkey or a password with an authenticator app. */
export function SetUpScreen(props: { readonly onDone: () => void }) {
  const [setUp, { refetch }] = createResource(() => api.get<SetUpBody>('/api/set-up'));
  return (
    <div class="accounts-narrow">
      <Show when={setUp.error === undefined} fallback={<ErrorState problem={setUp.error} onRetry={refetch} />}>
        <Show when={setUp()} fallback={<Skeleton rows={4} />}>
          {(begun) => <SetUpSteps setUp={begun()} onDone={props.onDone} />}
        </Show>
      </Show>
    </div>
  );
}

interface Names {
  readonly name: string;
  readonly signInName: string;
}

type Step = 'names' | 'password' | 'recovery';

function SetUpSteps(props: { readonly setUp: SetUpBody; readonly onDone: () => void }) {
  const [step, setStep] = createSignal<Step>('names');
  const [names, setNames] = createStore({ name: props.setUp.name ?? '', signInName: props.setUp.signInName ?? '' });
  const [totp, setTotp] = createSignal<TotpBody | null>(null);
  const [codes, setCodes] = createSignal<readonly string[]>([]);
  const done = () => {
    forgetReplies();
    props.onDone();
  };
  const finish = async (chosen: ChosenPassword) => {
    const { recoveryCodes } = await api.post<RecoveryCodesBody>('/api/set-up/password', { ...names, ...chosen });
    setCodes(recoveryCodes);
    setStep('recovery');
  };
  return (
    <Switch>
      <Match when={step() === 'names'}>
        <ChooseNames
          setUp={props.setUp}
          names={names}
          onName={(field, value) => setNames(field, value)}
          onPassword={(begun) => {
            setTotp(begun);
            setStep('password');
          }}
          onDone={done}
        />
      </Match>
      <Match when={step() === 'password' && totp()}>
        {(begun) => (
          <ChoosePassword
            signInName={names.signInName}
            totp={begun()}
            finish={finish}
            onBack={() => setStep('names')}
          />
        )}
      </Match>
      <Match when={step() === 'recovery'}>
        <RecoveryCodes codes={codes()} onKept={done} />
      </Match>
    </Switch>
  );
}

interface ChooseNamesProps {
  readonly setUp: SetUpBody;
  readonly names: Names;
  readonly onName: (field: keyof Names, value: string) => void;
  readonly onPassword: (totp: TotpBody) => void;
  readonly onDone: () => void;
}

function ChooseNames(props: ChooseNamesProps) {
  const messages = useMessages();
  const { t } = messages;
  const isPasskeyPossible = () => props.setUp.passkeys && canUsePasskeys();
  const passkey = createSubmission(async () => {
    const made = await makePasskey('/api/set-up/passkey/options', props.names);
    await api.post('/api/set-up/passkey', { ...props.names, ...made, label: t('accounts.passkey.first-label') });
    props.onDone();
  });
  const password = createSubmission(async () => {
    props.onPassword(await api.post<TotpBody>('/api/set-up/totp', props.names));
  });
  const failed = () => (passkey.reason() === null ? password : passkey);
  return (
    <form class="accounts-form" onSubmit={(event) => (isPasskeyPossible() ? passkey : password).submit(event)}>
      <SubmissionErrors submission={failed()} />
      <h2>{t(`accounts.set-up.title.${props.setUp.role}`)}</h2>
      <TextField
        id={fieldId('name')}
        name="name"
        label={t('accounts.field.name')}
        hint={t('accounts.field.name-hint')}
        autocomplete="name"
        isFocusedFirst
        error={fieldError(messages, failed(), 'name')}
        value={props.names.name}
        onInput={(value) => props.onName('name', value)}
      />
      <SignInNameField
        submission={failed()}
        hint={t('accounts.field.sign-in-name-hint')}
        value={props.names.signInName}
        onInput={(value) => props.onName('signInName', value)}
      />
      <p>{t(isPasskeyPossible() ? 'accounts.set-up.choose' : 'accounts.set-up.no-passkeys')}</p>
      <div class="buttons">
        <Show when={isPasskeyPossible()}>
          <Button type="submit" look="primary" isBusy={passkey.isBusy()}>
            {t('accounts.set-up.passkey')}
          </Button>
        </Show>
        <Button
          type={isPasskeyPossible() ? 'button' : 'submit'}
          isBusy={password.isBusy()}
          onClick={isPasskeyPossible() ? () => password.submit() : undefined}
        >
          {t('accounts.set-up.password')}
        </Button>
      </div>
    </form>
  );
}
