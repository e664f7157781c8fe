import { createResource, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api, forgetReplies } from '../../../../../platform/ui/api.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { Fact, Facts } from '../../../../../platform/ui/parts/panel/side-panel.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import type { MyAccountBody } from '../../contract.ts';
import { createSubmission, fieldError, fieldId, SubmissionErrors } from '../submission.tsx';
import { PasskeyList } from './passkey-list.tsx';
import { PasswordPart } from './password-part.tsx';
import { SessionList } from './session-list.tsx';
import '../accounts.css';

/** What people see and change of their own account: name, ways to sign in, open sessions. */
export function MyAccountScreen(props: {
  /** The name changed. */
  readonly onChanged: () => void;
  readonly onSignedOut: () => void;
}) {
  const [mine, { refetch }] = createResource(() => api.get<MyAccountBody>('/api/my-account'));
  const refresh = async () => {
    await refetch();
  };
  const renamed = () => {
    refresh();
    props.onChanged();
  };
  const signedOut = () => {
    forgetReplies();
    props.onSignedOut();
  };
  return (
    <Show when={mine.error === undefined} fallback={<ErrorState problem={mine.error} onRetry={refetch} />}>
      <Show when={mine.latest} fallback={<Skeleton rows={8} />}>
        {(body) => (
          <div class="accounts-parts">
            <NamePart mine={body()} onRenamed={renamed} />
            <PasskeyList mine={body()} onChanged={refresh} />
            <PasswordPart mine={body()} onChanged={refresh} />
            <SessionList sessions={body().sessions} onChanged={refresh} onSignedOut={signedOut} />
          </div>
        )}
      </Show>
    </Show>
  );
}

function NamePart(props: { readonly mine: MyAccountBody; readonly onRenamed: () => void }) {
  const messages = useMessages();
  const { t } = messages;
  const [typed, setTyped] = createStore({ name: props.mine.account.name });
  const submission = createSubmission(async () => {
    await api.put('/api/my-account/name', typed);
    showToast({ message: t('accounts.mine.renamed') });
    props.onRenamed();
  });
  return (
    <section aria-labelledby="my-name">
      <h2 id="my-name">{t('accounts.mine.name')}</h2>
      <Facts>
        <Fact term={t('accounts.field.sign-in-name')}>{props.mine.account.signInName}</Fact>
        <Fact term={t('accounts.field.role')}>{t(`accounts.role.${props.mine.account.role}`)}</Fact>
      </Facts>
      <form class="accounts-form" onSubmit={submission.submit}>
        <SubmissionErrors submission={submission} />
        <TextField
          id={fieldId('name')}
          name="name"
          label={t('accounts.field.name')}
          autocomplete="name"
          error={fieldError(messages, submission, 'name')}
          value={typed.name}
          onInput={(value) => setTyped('name', value)}
        />
        <div class="buttons">
          <Button type="submit" isBusy={submission.isBusy()}>
            {t('accounts.mine.rename')}
          </Button>
        </div>
      </form>
    </section>
  );
}
