import { createSignal, Match, Show, Switch } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import type { MyAccountBody, RecoveryCodesBody, TotpBody } from '../../contract.ts';
import { ChoosePassword, type ChosenPassword } from '../set-up/choose-password.tsx';
import { RecoveryCodes } from '../set-up/recovery-codes.tsx';
import { createSubmission, SubmissionErrors } from '../submission.tsx';

type Step =
  | { readonly name: 'shown' }
  | { readonly name: 'choosing'; readonly totp: TotpBody }
  | { readonly name: 'recovery'; readonly codes: readonly string[] };

/** The password of an account, with its authenticator app and recovery codes. */
export function PasswordPart(props: { readonly mine: MyAccountBody; readonly onChanged: () => Promise<void> }) {
  const { t } = useMessages();
  const [step, setStep] = createSignal<Step>({ name: 'shown' });
  const show = () => setStep({ name: 'shown' });
  const finish = async (chosen: ChosenPassword) => {
    const { recoveryCodes } = await api.put<RecoveryCodesBody>('/api/my-account/password', chosen);
    setStep({ name: 'recovery', codes: recoveryCodes });
    await props.onChanged();
  };
  const choosing = () => find(step(), 'choosing');
  const recovery = () => find(step(), 'recovery');
  return (
    <section aria-labelledby="my-password">
      <h2 id="my-password">{t('accounts.password.title')}</h2>
      <Switch fallback={<PasswordState mine={props.mine} onChanged={props.onChanged} onStep={setStep} />}>
        <Match when={choosing()}>
          {(begun) => (
            <ChoosePassword
              signInName={props.mine.account.signInName}
              totp={begun().totp}
              finish={finish}
              onBack={show}
            />
          )}
        </Match>
        <Match when={recovery()}>{(made) => <RecoveryCodes codes={made().codes} onKept={show} />}</Match>
      </Switch>
    </section>
  );
}

function find<N extends Step['name']>(step: Step, name: N): Extract<Step, { name: N }> | null {
  return step.name === name ? (step as Extract<Step, { name: N }>) : null;
}

function PasswordState(props: {
  readonly mine: MyAccountBody;
  readonly onChanged: () => Promise<void>;
  readonly onStep: (step: Step) => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const choice = createSubmission(async () => {
    props.onStep({ name: 'choosing', totp: await api.post<TotpBody>('/api/my-account/totp') });
  });
  const codes = createSubmission(async () => {
    const { recoveryCodes } = await api.post<RecoveryCodesBody>('/api/my-account/recovery-codes');
    props.onStep({ name: 'recovery', codes: recoveryCodes });
    await props.onChanged();
  });
  const removal = createSubmission(async () => {
    await api.delete('/api/my-account/password');
    showToast({ message: t('accounts.password.removed') });
    await props.onChanged();
  });
  return (
    <>
      <SubmissionErrors submission={[choice, codes, removal].find((each) => each.reason() !== null) ?? choice} />
      <Show when={props.mine.passwordSince} fallback={<p>{t('accounts.password.none')}</p>}>
        {(since) => (
          <p>
            {t('accounts.password.since', { time: formatMoment(messages, since()) })}{' '}
            {t('accounts.recovery.left', { count: props.mine.recoveryCodesLeft })}
          </p>
        )}
      </Show>
      <Buttons>
        <Button isBusy={choice.isBusy()} onClick={() => choice.submit()}>
          {t(props.mine.passwordSince === null ? 'accounts.password.add' : 'accounts.password.change')}
        </Button>
        <Show when={props.mine.passwordSince !== null}>
          <Button isBusy={codes.isBusy()} onClick={() => codes.submit()}>
            {t('accounts.recovery.renew')}
          </Button>
          <Button look="quiet" isBusy={removal.isBusy()} onClick={() => removal.submit()}>
            {t('accounts.password.remove')}
          </Button>
        </Show>
      </Buttons>
    </>
  );
}
