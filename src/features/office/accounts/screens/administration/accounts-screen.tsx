import { createResource, createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Menu, MenuItem } from '../../../../../platform/ui/parts/actions/menu.tsx';
import { Badge } from '../../../../../platform/ui/parts/marks/status-mark.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import type { Column } from '../../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../../platform/ui/parts/table/table.tsx';
import type { AccountBody, AccountsBody } from '../../contract.ts';
import { type AccountChange, ChangeAccount } from './change-account.tsx';
import { InvitationTable } from './invitation-table.tsx';
import { Invite } from './invite.tsx';
import '../accounts.css';

/** Everybody who may sign in, and everybody who has been invited to. */
export function AccountsScreen(props: {
  /** Address of the acts of one account in the history. */
  readonly historyHref: (accountId: string) => string;
}) {
  const { t } = useMessages();
  const [list, { refetch }] = createResource(() => api.get<AccountsBody>('/api/accounts'));
  const [change, setChange] = createSignal<AccountChange | null>(null);
  const [isInviting, setIsInviting] = createSignal(false);
  const refresh = async () => {
    await refetch();
  };
  return (
    <Show when={list.error === undefined} fallback={<ErrorState problem={list.error} onRetry={refetch} />}>
      <Show when={list.latest} fallback={<Skeleton rows={8} />}>
        {(body) => (
          <div class="accounts-parts">
            <Buttons>
              <Button look="primary" onClick={() => setIsInviting(true)}>
                {t('accounts.invite')}
              </Button>
            </Buttons>
            <AccountTable accounts={body().accounts} historyHref={props.historyHref} onChange={setChange} />
            <InvitationTable invitations={body().invitations} onChanged={refresh} />
          </div>
        )}
      </Show>
      <Invite isOpen={isInviting()} onClose={() => setIsInviting(false)} onInvited={refresh} />
      <ChangeAccount change={change()} onClose={() => setChange(null)} onChanged={refresh} />
    </Show>
  );
}

function AccountTable(props: {
  readonly accounts: readonly AccountBody[];
  readonly historyHref: (accountId: string) => string;
  readonly onChange: (change: AccountChange) => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const columns = (): Column<AccountBody>[] => [
    {
      id: 'name',
      title: t('accounts.field.name'),
      cell: (account) => <AccountName account={account} href={props.historyHref(account.id)} />,
      sortBy: (account) => account.name,
    },
    {
      id: 'sign-in-name',
      title: t('accounts.field.sign-in-name'),
      cell: (account) => account.signInName,
      sortBy: (account) => account.signInName,
    },
    {
      id: 'role',
      title: t('accounts.field.role'),
      width: 'fit',
      cell: (account) => t(`accounts.role.${account.role}`),
      sortBy: (account) => t(`accounts.role.${account.role}`),
    },
    { id: 'ways', title: t('accounts.field.ways'), width: 'fit', cell: (account) => <Ways account={account} /> },
    {
      id: 'seen',
      title: t('accounts.field.seen'),
      width: 'fit',
      cell: (account) => (account.seenAt === null ? t('accounts.never') : formatMoment(messages, account.seenAt)),
      sortBy: (account) => account.seenAt,
    },
    {
      id: 'actions',
      title: t('accounts.field.actions'),
      width: 'fit',
      cell: (account) => <AccountMenu account={account} onChange={props.onChange} />,
    },
  ];
  return <Table caption={t('accounts.title')} columns={columns()} rows={props.accounts} sortParameter="sort" />;
}

function AccountName(props: { readonly account: AccountBody; readonly href: string }) {
  const { t } = useMessages();
  return (
    <>
      <a href={props.href}>{props.account.name}</a>{' '}
      <Show when={props.account.disabledAt !== null}>
        <Badge>{t('accounts.disabled')}</Badge>
      </Show>
      <Show when={props.account.rights.includes('identities')}>
        <Badge>{t('accounts.right.identities')}</Badge>
      </Show>
    </>
  );
}

function Ways(props: { readonly account: AccountBody }) {
  const { t } = useMessages();
  const ways = () => {
    const { passkeys, hasPassword } = props.account;
    const named = [
      passkeys > 0 ? t('accounts.ways.passkeys', { count: passkeys }) : '',
      hasPassword ? t('accounts.method.password') : '',
    ].filter((way) => way !== '');
    return named.length === 0 ? t('accounts.ways.none') : named.join(', ');
  };
  return <>{ways()}</>;
}

function AccountMenu(props: { readonly account: AccountBody; readonly onChange: (change: AccountChange) => void }) {
  const { t } = useMessages();
  const choose = (what: AccountChange['what']) => props.onChange({ what, account: props.account });
  return (
    <Menu button={t('accounts.change')} label={t('accounts.change-of', { name: props.account.name })}>
      <MenuItem onChoose={() => choose('role')}>{t('accounts.change-role')}</MenuItem>
      <Show
        when={props.account.disabledAt === null}
        fallback={<MenuItem onChoose={() => choose('enable')}>{t('accounts.enable')}</MenuItem>}
      >
        <MenuItem onChoose={() => choose('disable')}>{t('accounts.disable')}</MenuItem>
      </Show>
      <Show
        when={props.account.rights.includes('identities')}
        fallback={<MenuItem onChoose={() => choose('give-right')}>{t('accounts.give-right')}</MenuItem>}
      >
        <MenuItem onChoose={() => choose('end-right')}>{t('accounts.end-right')}</MenuItem>
      </Show>
    </Menu>
  );
}
