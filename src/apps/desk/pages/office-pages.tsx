import { useNavigate, useSearchParams } from '@solidjs/router';
import { Show } from 'solid-js';
import { AccountsScreen } from '../../../features/office/accounts/screens/administration/accounts-screen.tsx';
import { MyAccountScreen } from '../../../features/office/accounts/screens/my-account/my-account-screen.tsx';
import { BackupStanding } from '../../../features/office/backups/screens/backup-standing.tsx';
import type { ActBody } from '../../../features/office/history/contract.ts';
import { ActPanel } from '../../../features/office/history/screens/act-panel.tsx';
import { HistoryScreen } from '../../../features/office/history/screens/history-screen.tsx';
import { SecurityScreen } from '../../../features/office/security/screens/security-screen.tsx';
import { isKindName } from '../../../features/register/records/kinds.ts';
import { useMessages } from '../../../platform/i18n/language-provider.tsx';
import { forgetReplies } from '../../../platform/ui/api.ts';
import { Tabs } from '../../../platform/ui/parts/links/tabs.tsx';
import { Desk } from '../desk.tsx';
import { hasRole, useSession } from '../session.tsx';
import { devicesHref, reportHref } from './mission-views.ts';

/** Everybody who may sign in. */
export function AccountsPage() {
  const { t } = useMessages();
  return (
    <Desk title={t('desk.view.accounts')} crumbs={[]}>
      <AccountsScreen historyHref={(account) => `/desk/history?actor=${account}`} />
    </Desk>
  );
}

/** One's own account. */
export function MyAccountPage() {
  const { t } = useMessages();
  const { refresh } = useSession();
  const navigate = useNavigate();
  const leave = async () => {
    forgetReplies();
    await refresh();
    navigate('/desk/sign-in');
  };
  return (
    <Desk title={t('desk.account')} crumbs={[]}>
      <MyAccountScreen onChanged={refresh} onSignedOut={leave} />
    </Desk>
  );
}

/** What was done on this server, and the act that the address names beside it. */
export function HistoryPage() {
  const { t } = useMessages();
  const [query, setQuery] = useSearchParams();
  const panel = () => (
    <Show when={query.act} keyed>
      {(id) => (
        <ActPanel
          id={String(id)}
          subjectHref={recordOfAct}
          onClose={() => setQuery({ act: null }, { scroll: false })}
        />
      )}
    </Show>
  );
  return (
    <Desk title={t('desk.view.history')} crumbs={[]} panel={query.act === undefined ? undefined : panel()}>
      <HistoryTabs current="acts" />
      <HistoryScreen election={null} subjectHref={recordOfAct} />
    </Desk>
  );
}

/** Events of security: for administrators. */
export function SecurityPage() {
  const { t } = useMessages();
  return (
    <Desk title={t('security.view')} crumbs={[{ label: t('desk.view.history'), href: '/desk/history' }]}>
      <HistoryTabs current="security" />
      <BackupStanding isQuiet={false} />
      <SecurityScreen area="security" />
    </Desk>
  );
}

/** Who read restricted data: for administrators. */
export function ReadingsPage() {
  const { t } = useMessages();
  return (
    <Desk title={t('security.tab.reading')} crumbs={[{ label: t('desk.view.history'), href: '/desk/history' }]}>
      <HistoryTabs current="reading" />
      <SecurityScreen area="reading" />
    </Desk>
  );
}

/** The kinds of history that administrators see side by side; others see the acts alone. */
function HistoryTabs(props: { readonly current: 'acts' | 'security' | 'reading' }) {
  const { t } = useMessages();
  const { session } = useSession();
  const tabs = () => [
    { href: '/desk/history', label: t('security.tab.acts'), isCurrent: props.current === 'acts' },
    { href: '/desk/security', label: t('security.tab.security'), isCurrent: props.current === 'security' },
    { href: '/desk/readings', label: t('security.tab.reading'), isCurrent: props.current === 'reading' },
  ];
  return (
    <Show when={hasRole(session(), 'administrator')}>
      <Tabs label={t('security.tabs')} tabs={tabs()} />
    </Show>
  );
}

/** The address of the record, report, mission or form that something was done to. */
function recordOfAct(act: ActBody): string | null {
  const { mission } = act.details;
  if (act.subjectKind === 'report') {
    return typeof mission === 'string' ? reportHref(mission, act.subjectKey) : null;
  }
  if (act.subjectKind === 'mission-here') return `/desk/m/${encodeURIComponent(act.subjectKey)}`;
  if (act.subjectKind === 'form') return formAddress(act.subjectKey);
  if (act.subjectKind === 'device') return devicesHref(act.subjectKey.split('/')[0] ?? '');
  if (act.election === null || !isKindName(act.subjectKind)) return null;
  return `/desk/e/${act.election}/records?kind=${act.subjectKind}&record=${act.subjectKind}/${act.subjectKey}`;
}

/** Of `mission/form id`, in which the id may hold any sign. */
function formAddress(key: string): string {
  const [mission = '', ...id] = key.split('/');
  return `/desk/m/${encodeURIComponent(mission)}/forms/${encodeURIComponent(id.join('/'))}`;
}
