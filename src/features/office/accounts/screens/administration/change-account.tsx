import { createEffect, createSignal, on, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../../platform/ui/parts/actions/dialog.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import { RadioField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { TextArea } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { ROLES, type Role } from '../../account.ts';
import type { AccountBody } from '../../contract.ts';
import { createSubmission, fieldError, fieldId, SubmissionErrors } from '../submission.tsx';

/** What an administrator is about to do with an account. */
export interface AccountChange {
  readonly what: 'role' | 'disable' | 'enable' | 'give-right' | 'end-right';
  readonly account: AccountBody;
}

/** Asks for what a change of an account needs, and makes it. */
export function ChangeAccount(props: {
  readonly change: AccountChange | null;
  readonly onClose: () => void;
  readonly onChanged: () => Promise<void>;
}) {
  const { t } = useMessages();
  const [shown, setShown] = createSignal<AccountChange | null>(null);
  createEffect(
    on(
      () => props.change,
      (change) => change !== null && setShown(change),
    ),
  );
  const title = () => {
    const change = shown();
    return change === null ? '' : t(`accounts.${change.what}.title`, { name: change.account.name });
  };
  return (
    <Dialog isOpen={props.change !== null} title={title()} onClose={props.onClose}>
      <Show when={props.change} keyed>
        {(change) =>
          change.what === 'role' ? (
            <ChangeRole account={change.account} onClose={props.onClose} onChanged={props.onChanged} />
          ) : (
            <ChangeAccess
              account={change.account}
              what={change.what}
              onClose={props.onClose}
              onChanged={props.onChanged}
            />
          )
        }
      </Show>
    </Dialog>
  );
}

interface Ending {
  readonly onClose: () => void;
  readonly onChanged: () => Promise<void>;
}

function ChangeRole(props: Ending & { readonly account: AccountBody }) {
  const { t } = useMessages();
  const [role, setRole] = createSignal<Role>(props.account.role);
  const submission = createSubmission(async () => {
    await api.put(`/api/accounts/${props.account.id}/role`, { role: role() });
    const parameters = { name: props.account.name, role: t(`accounts.role.${role()}`) };
    showToast({ message: t('accounts.role.changed', parameters) });
    props.onClose();
    await props.onChanged();
  });
  return (
    <form class="accounts-form" onSubmit={submission.submit}>
      <SubmissionErrors submission={submission} />
      <RoleField value={role()} onInput={setRole} />
      <div class="buttons">
        <Button type="submit" look="primary" isBusy={submission.isBusy()}>
          {t('ui.save')}
        </Button>
        <Button look="quiet" onClick={props.onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  );
}

/** One of the three roles, with what each may do. */
export function RoleField(props: { readonly value: Role; readonly onInput: (role: Role) => void }) {
  const { t } = useMessages();
  const choices = () =>
    ROLES.map((role) => ({ value: role, label: `${t(`accounts.role.${role}`)} – ${t(`accounts.role.${role}.may`)}` }));
  const choose = (value: string) => {
    const role = ROLES.find((each) => each === value);
    if (role !== undefined) props.onInput(role);
  };
  return (
    <RadioField
      id={fieldId('role')}
      name="role"
      label={t('accounts.field.role')}
      value={props.value}
      onInput={choose}
      choices={choices()}
    />
  );
}

/** What each change asks the server for, beside the reason. */
const REQUESTS = {
  disable: { path: 'disable', body: {} },
  enable: { path: 'enable', body: {} },
  'give-right': { path: 'rights', body: { right: 'identities' } },
  'end-right': { path: 'rights/end', body: { right: 'identities' } },
} as const;

function ChangeAccess(props: Ending & { readonly account: AccountBody; readonly what: keyof typeof REQUESTS }) {
  const messages = useMessages();
  const { t } = messages;
  const [reason, setReason] = createSignal('');
  const submission = createSubmission(async () => {
    const { id, name } = props.account;
    const { path, body } = REQUESTS[props.what];
    await api.post(`/api/accounts/${id}/${path}`, { ...body, reason: reason() });
    showToast({ message: t(`accounts.${props.what}.done`, { name }) });
    props.onClose();
    await props.onChanged();
  });
  return (
    <form class="accounts-form" onSubmit={submission.submit}>
      <SubmissionErrors submission={submission} />
      <p>{t(`accounts.${props.what}.advice`)}</p>
      <TextArea
        id={fieldId('reason')}
        name="reason"
        label={t('accounts.field.reason')}
        hint={t('accounts.field.reason-hint')}
        error={fieldError(messages, submission, 'reason')}
        value={reason()}
        onInput={setReason}
      />
      <div class="buttons">
        <Button type="submit" look={props.what === 'disable' ? 'danger' : 'primary'} isBusy={submission.isBusy()}>
          {t(`accounts.${props.what}`)}
        </Button>
        <Button look="quiet" onClick={props.onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  );
}
