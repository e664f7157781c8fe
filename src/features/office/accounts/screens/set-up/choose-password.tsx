import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { CodeBlock } from '../../../../../platform/ui/parts/actions/copy-button.tsx';
import { QrPicture } from '../../../../../platform/ui/parts/marks/qr-picture.tsx';
import type { TotpBody } from '../../contract.ts';
import { CodeField, PasswordField } from '../sign-in/credential-fields.tsx';
import { createSubmission, SubmissionErrors } from '../submission.tsx';

/** What a person has chosen: a password, and an authenticator app that has shown its first code. */
export interface ChosenPassword {
  readonly ceremonyId: string;
  readonly password: string;
  readonly code: string;
}

/** Chooses a password and ties an authenticator app to it. */
export function ChoosePassword(props: {
  /** The name that the password belongs to, for password managers. */
  readonly signInName: string;
  readonly totp: TotpBody;
  readonly finish: (chosen: ChosenPassword) => Promise<void>;
  readonly onBack: () => void;
}) {
  const { t } = useMessages();
  const [typed, setTyped] = createStore({ password: '', code: '' });
  const submission = createSubmission(() => props.finish({ ceremonyId: props.totp.ceremonyId, ...typed }));
  return (
    <form class="accounts-form" onSubmit={submission.submit}>
      <SubmissionErrors submission={submission} />
      <input type="text" name="username" autocomplete="username" value={props.signInName} readonly hidden />
      <PasswordField
        isNew
        submission={submission}
        value={typed.password}
        onInput={(value) => setTyped('password', value)}
      />
      <h3>{t('accounts.totp.title')}</h3>
      <p>{t('accounts.totp.advice')}</p>
      <QrPicture text={props.totp.uri} label={t('accounts.totp.picture')} />
      <p>{t('accounts.totp.by-hand')}</p>
      <CodeBlock text={props.totp.secret} label={t('accounts.totp.secret')} />
      <CodeField submission={submission} value={typed.code} onInput={(value) => setTyped('code', value)} />
      <div class="buttons">
        <Button type="submit" look="primary" isBusy={submission.isBusy()}>
          {t('accounts.set-up.finish')}
        </Button>
        <Button look="quiet" onClick={props.onBack}>
          {t('accounts.back')}
        </Button>
      </div>
    </form>
  );
}
