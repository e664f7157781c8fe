import { useLocation } from '@solidjs/router';
import { type JSX, Show, Suspense } from 'solid-js';
import { isExercise } from '../../features/mission/missions/observation-mission.ts';
import { useMessages } from '../../platform/i18n/language-provider.tsx';
import type { Crumb } from '../../platform/ui/parts/links/breadcrumb.tsx';
import { DeskFrame, type RailItem, railGroup } from '../../platform/ui/shell/desk-frame.tsx';
import type { IconName } from '../../platform/ui/shell/icons.tsx';
import { AccountMenu } from './account-menu.tsx';
import { pageWithWords } from './desk-words.ts';
import { hasRole, useSession } from './session.tsx';

const SosBanner = pageWithWords(
  ['sos'],
  async () => (await import('../../features/field/incidents/screens/live/sos-banner.tsx')).SosBanner,
);

/** Pages of the history. */
const HISTORY = ['/desk/history', '/desk/security', '/desk/readings'];

/** The frame of every page of the desk: rail, header, account, and what the page shows. */
export function Desk(props: {
  readonly title: string;
  readonly crumbs: readonly Crumb[];
  /** The views of the election that is open; nothing elsewhere. */
  readonly views?: readonly RailItem[];
  readonly live?: JSX.Element;
  readonly actions?: JSX.Element;
  readonly panel?: JSX.Element;
  readonly children: JSX.Element;
}) {
  const { t } = useMessages();
  const location = useLocation();
  const { session } = useSession();
  const mission = () => missionIn(location.pathname);
  const item = (href: string, label: string, icon: IconName): RailItem => ({
    href,
    label,
    icon,
    isCurrent: location.pathname === href,
  });
  const rail = () => [
    item('/desk', t('desk.elections'), 'elections'),
    item('/desk/missions', t('mission.list'), 'missions'),
    ...(props.views ?? []),
    ...railGroup([
      ...(hasRole(session(), 'editor') ? [item('/desk/import', t('desk.view.import'), 'import')] : []),
      { ...item('/desk/history', t('desk.view.history'), 'history'), isCurrent: HISTORY.includes(location.pathname) },
      ...(hasRole(session(), 'administrator') ? [item('/desk/accounts', t('desk.view.accounts'), 'accounts')] : []),
    ]),
  ];
  return (
    <DeskFrame
      rail={rail()}
      notice={isExercise(mission()) ? t('ui.exercise') : undefined}
      crumbs={props.crumbs}
      title={props.title}
      actions={props.actions}
      live={props.live}
      account={<AccountMenu />}
      panel={props.panel}
    >
      <Show when={mission()} keyed>
        {(slug) => (
          <Suspense>
            <SosBanner mission={slug} canEdit={hasRole(session(), 'editor')} />
          </Suspense>
        )}
      </Show>
      {props.children}
    </DeskFrame>
  );
}

/** The name of the mission whose page that is; empty: it is of none. */
function missionIn(path: string): string {
  return decodeURIComponent(/^\/desk\/m\/([^/]+)/.exec(path)?.[1] ?? '');
}
