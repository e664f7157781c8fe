import { createSignal, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { CodeBlock } from '../../../../../platform/ui/parts/actions/copy-button.tsx';
import { Dialog } from '../../../../../platform/ui/parts/actions/dialog.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import type { Role } from '../../account.ts';
import type { InvitedBody } from '../../contract.ts';
import { createSubmission, fieldError, fieldId, SubmissionErrors } from '../submission.tsx';
import { RoleField } from './change-account.tsx';

/** Invites somebody: asks for name and role, then shows the link, once. */
export function Invite(props: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onInvited: () => Promise<void>;
}) {
  const { t } = useMessages();
  const [invited, setInvited] = createSignal<(InvitedBody & { name: string }) | null>(null);
  const close = () => {
    setInvited(null);
    props.onClose();
  };
  return (
    <Dialog isOpen={props.isOpen} title={t('accounts.invite.title')} onClose={close}>
      <Show
        when={invited()}
        fallback={
          <InviteForm
            onClose={close}
            onInvited={(made) => {
              setInvited(made);
              props.onInvited();
            }}
          />
        }
      >
        {(made) => <InvitationLink invited={made()} onClose={close} />}
      </Show>
    </Dialog>
  );
}

function InviteForm(props: {
  readonly onInvited: (invited: InvitedBody & { name: string }) => void;
  readonly onClose: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const [typed, setTyped] = createStore<{ name: string; signInName: string; role: Role }>({
    name: '',
    signInName: '',
    role: 'reader',
  });
  const submission = createSubmission(async () => {
    const { name, role, signInName } = typed;
    const body = signInName.trim() === '' ? { name, role } : { name, role, signInName };
    const invited = await api.post<InvitedBody>('/api/invitations', body);
    props.onInvited({ ...invited, name });
  });
  return (
    <form class="accounts-form" onSubmit={submission.submit}>
      <SubmissionErrors submission={submission} />
      <TextField
        id={fieldId('name')}
        name="name"
        label={t('accounts.field.name')}
        hint={t('accounts.field.name-hint')}
        isFocusedFirst
        error={fieldError(messages, submission, 'name')}
        value={typed.name}
        onInput={(value) => setTyped('name', value)}
      />
      <TextField
        id={fieldId('signInName')}
        name="signInName"
        label={t('accounts.field.sign-in-name')}
        hint={t('accounts.invite.sign-in-name-hint')}
        isOptional
        error={fieldError(messages, submission, 'signInName')}
        value={typed.signInName}
        onInput={(value) => setTyped('signInName', value)}
      />
      <RoleField value={typed.role} onInput={(role) => setTyped('role', role)} />
      <div class="buttons">
        <Button type="submit" look="primary" isBusy={submission.isBusy()}>
          {t('accounts.invite.make')}
        </Button>
        <Button look="quiet" onClick={props.onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  );
}

function InvitationLink(props: { readonly invited: InvitedBody & { name: string }; readonly onClose: () => void }) {
  const messages = useMessages();
  const { t } = messages;
  const parameters = () => ({ name: props.invited.name, time: formatMoment(messages, props.invited.expiresAt) });
  return (
    <div class="accounts-form" role="status">
      <p>{t('accounts.invite.made', parameters())}</p>
      <CodeBlock text={props.invited.link} label={t('accounts.invite.link')} />
      <div class="buttons">
        <Button look="primary" onClick={props.onClose}>
          {t('ui.close')}
        </Button>
      </div>
    </div>
  );
}
