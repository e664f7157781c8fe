import { createResource, createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import { api } from '../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../platform/ui/parts/actions/dialog.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import type { ListedKey } from '../api-key.ts';
import { MakeKey } from './make-key.tsx';
import { RevokeKey } from './revoke-key.tsx';
import './keys.css';
import { formatMoment } from '../../../../platform/ui/moment.ts';

/** What is open above the list: a key that is to be made, or one that is to be revoked. */
type Opened = { readonly what: 'make' } | { readonly what: 'revoke'; readonly key: ListedKey };

/** The keys by which programs send and read the reports of a mission. */
export function KeysScreen(props: { readonly mission: string; readonly canMake: boolean }) {
  const { t } = useMessages();
  const path = () => `/api/missions/${encodeURIComponent(props.mission)}/api-keys`;
  const [keys, { refetch }] = createResource(path, (address) => api.get<ListedKey[]>(address));
  const [opened, setOpened] = createSignal<Opened | null>(null);
  const close = () => setOpened(null);
  const revoked = () => {
    const open = opened();
    return open?.what === 'revoke' ? open.key : null;
  };
  return (
    <div class="api-keys">
      <Show when={props.canMake}>
        <Buttons>
          <Button look="primary" onClick={() => setOpened({ what: 'make' })}>
            {t('apiKeys.make')}
          </Button>
        </Buttons>
      </Show>
      <Show when={keys.error === undefined} fallback={<ErrorState problem={keys.error} onRetry={refetch} />}>
        <Show when={keys.latest} fallback={<Skeleton rows={4} />}>
          {(list) => <KeyTable keys={list()} onRevoke={(key) => setOpened({ what: 'revoke', key })} />}
        </Show>
      </Show>
      <Dialog isOpen={opened()?.what === 'make'} title={t('apiKeys.make')} onClose={close}>
        <MakeKey path={path()} onMade={() => void refetch()} onClose={close} />
      </Dialog>
      <Dialog
        isOpen={revoked() !== null}
        title={t('apiKeys.revoke-of', { name: revoked()?.name ?? '' })}
        onClose={close}
      >
        <Show when={revoked()}>
          {(key) => (
            <RevokeKey
              path={`${path()}/${key().id}/revocation`}
              onRevoked={() => {
                close();
                void refetch();
              }}
              onClose={close}
            />
          )}
        </Show>
      </Dialog>
    </div>
  );
}

function KeyTable(props: { readonly keys: readonly ListedKey[]; readonly onRevoke: (key: ListedKey) => void }) {
  const messages = useMessages();
  const { t } = messages;
  return (
    <Table
      caption={t('apiKeys.list')}
      isCaptionHidden
      columns={columnsOf(messages, props.onRevoke)}
      rows={props.keys}
      empty={<EmptyState title={t('apiKeys.none')}>{t('apiKeys.none-hint')}</EmptyState>}
    />
  );
}

function columnsOf(messages: Messages, onRevoke: (key: ListedKey) => void): Column<ListedKey>[] {
  const { t } = messages;
  const moment = (at: string) => formatMoment(messages, at);
  return [
    { id: 'name', title: t('apiKeys.name'), cell: ({ name }) => <bdi>{name}</bdi> },
    { id: 'start', title: t('apiKeys.start'), width: 'fit', cell: ({ start }) => <code>{start}…</code> },
    {
      id: 'scopes',
      title: t('apiKeys.scopes'),
      cell: ({ scopes }) => scopes.map((scope) => t(`apiKeys.scope.${scope}`)).join(', '),
    },
    {
      id: 'made',
      title: t('apiKeys.made'),
      cell: ({ createdAt, creatorName }) => `${moment(createdAt)} · ${creatorName}`,
    },
    {
      id: 'used',
      title: t('apiKeys.used'),
      width: 'fit',
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? t('apiKeys.never') : moment(lastUsedAt)),
    },
    {
      id: 'state',
      title: t('apiKeys.state'),
      cell: (key) => (
        <Show when={key.revokedAt} fallback={<StatusMark status="met">{t('apiKeys.in-use')}</StatusMark>}>
          {(at) => (
            <>
              <StatusMark status="missed">{t('apiKeys.revoked')}</StatusMark> {moment(at())} ·{' '}
              <bdi>{key.revocationReason}</bdi>
            </>
          )}
        </Show>
      ),
    },
    {
      id: 'actions',
      title: <span class="only-heard">{t('apiKeys.revoke')}</span>,
      width: 'fit',
      cell: (key) => (
        <Show when={key.revokedAt === null}>
          <Button look="quiet" aria-label={t('apiKeys.revoke-of', { name: key.name })} onClick={() => onRevoke(key)}>
            {t('apiKeys.revoke')}
          </Button>
        </Show>
      ),
    },
  ];
}
