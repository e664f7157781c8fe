import { createSignal } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Checkbox } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { fieldError, fieldId, type Submission } from '../submission.tsx';

interface CredentialField {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly submission: Submission;
}

/** The name that somebody signs in with. */
export function SignInNameField(props: CredentialField & { readonly hint?: string; readonly isFirst?: boolean }) {
  const messages = useMessages();
  return (
    <TextField
      id={fieldId('signInName')}
      name="signInName"
      label={messages.t('accounts.field.sign-in-name')}
      hint={props.hint}
      autocomplete="username"
      error={fieldError(messages, props.submission, 'signInName')}
      isFocusedFirst={props.isFirst}
      value={props.value}
      onInput={props.onInput}
    />
  );
}

/** A password, which can be looked at while it is typed; pasting it is welcome. */
export function PasswordField(props: CredentialField & { readonly isNew?: boolean }) {
  const messages = useMessages();
  const [isShown, setIsShown] = createSignal(false);
  return (
    <div class="accounts-password">
      <TextField
        id={fieldId('password')}
        name="password"
        type={isShown() ? 'text' : 'password'}
        label={messages.t('accounts.field.password')}
        hint={props.isNew ? messages.t('accounts.field.password-hint') : undefined}
        autocomplete={props.isNew ? 'new-password' : 'current-password'}
        error={fieldError(messages, props.submission, 'password')}
        value={props.value}
        onInput={props.onInput}
      />
      <Checkbox label={messages.t('accounts.field.password-show')} checked={isShown()} onInput={setIsShown} />
    </div>
  );
}

/** The code of an authenticator app; where `isRecovery`, a recovery code will do. */
export function CodeField(props: CredentialField & { readonly isRecovery?: boolean }) {
  const messages = useMessages();
  return (
    <TextField
      id={fieldId('code')}
      name="code"
      label={messages.t('accounts.field.code')}
      hint={messages.t(props.isRecovery ? 'accounts.field.code-or-recovery-hint' : 'accounts.field.code-hint')}
      autocomplete="one-time-code"
      inputMode={props.isRecovery ? 'text' : 'numeric'}
      width="short"
      error={fieldError(messages, props.submission, 'code')}
      value={props.value}
      onInput={props.onInput}
    />
  );
}
