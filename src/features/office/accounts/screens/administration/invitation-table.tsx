import { Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import type { Column } from '../../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../../platform/ui/parts/table/table.tsx';
import type { InvitationBody } from '../../contract.ts';
import { createSubmission, SubmissionErrors } from '../submission.tsx';

/** Who has been invited, by whom, and what became of it. */
export function InvitationTable(props: {
  readonly invitations: readonly InvitationBody[];
  readonly onChanged: () => Promise<void>;
}) {
  const messages = useMessages();
  const { t } = messages;
  const columns = (): Column<InvitationBody>[] => [
    {
      id: 'name',
      title: t('accounts.field.name'),
      cell: (invitation) => invitation.name,
      sortBy: (invitation) => invitation.name,
    },
    {
      id: 'role',
      title: t('accounts.field.role'),
      width: 'fit',
      cell: (invitation) => t(`accounts.role.${invitation.role}`),
    },
    { id: 'by', title: t('accounts.field.invited-by'), cell: (invitation) => invitation.invitedBy },
    {
      id: 'until',
      title: t('accounts.field.until'),
      width: 'fit',
      cell: (invitation) => formatMoment(messages, invitation.expiresAt),
      sortBy: (invitation) => invitation.expiresAt,
    },
    {
      id: 'state',
      title: t('accounts.field.state'),
      width: 'fit',
      cell: (invitation) => t(`accounts.invitation.${invitation.state}`),
    },
    {
      id: 'actions',
      title: t('accounts.field.actions'),
      width: 'fit',
      cell: (invitation) => <Withdrawal invitation={invitation} onChanged={props.onChanged} />,
    },
  ];
  const empty = <EmptyState title={t('accounts.invitations.none')} />;
  return <Table caption={t('accounts.invitations')} columns={columns()} rows={props.invitations} empty={empty} />;
}

function Withdrawal(props: { readonly invitation: InvitationBody; readonly onChanged: () => Promise<void> }) {
  const { t } = useMessages();
  const submission = createSubmission(async () => {
    await api.delete(`/api/invitations/${props.invitation.id}`);
    showToast({ message: t('accounts.invitation.withdrawal-done', { name: props.invitation.name }) });
    await props.onChanged();
  });
  return (
    <Show when={props.invitation.state === 'open'}>
      <SubmissionErrors submission={submission} />
      <Button
        look="quiet"
        isBusy={submission.isBusy()}
        aria-label={t('accounts.invitation.withdraw-of', { name: props.invitation.name })}
        onClick={() => submission.submit()}
      >
        {t('accounts.invitation.withdraw')}
      </Button>
    </Show>
  );
}
