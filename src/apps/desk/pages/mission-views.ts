import { createResource } from 'solid-js';
import { type FoundState, foundValue } from '../../../features/field/reports/arrivals/list/found-checks.ts';
import { writeFilters } from '../../../features/field/reports/arrivals/list/list-address.ts';
import type { ShownMission } from '../../../features/mission/missions/observation-mission.ts';
import { useMessages } from '../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../platform/i18n/messages.ts';
import { api } from '../../../platform/ui/api.ts';
import { type RailItem, railGroup } from '../../../platform/ui/shell/desk-frame.tsx';
import type { IconName } from '../../../platform/ui/shell/icons.tsx';

/** The address of a mission at the desk. */
export function missionHref(slug: string): string {
  return `/desk/m/${encodeURIComponent(slug)}`;
}

/** The address of the devices of a mission. */
export function devicesHref(slug: string): string {
  return `${missionHref(slug)}/devices`;
}

/** The address of the people of a mission. */
export function peopleHref(slug: string): string {
  return `${missionHref(slug)}/people`;
}

/** The address where a file of people is read. */
export function peopleImportHref(slug: string): string {
  return `${peopleHref(slug)}/import`;
}

/** The address of the teams of a mission. */
export function teamsHref(slug: string): string {
  return `${missionHref(slug)}/teams`;
}

/** The address of the reports of a mission. */
export function reportsHref(slug: string): string {
  return `${missionHref(slug)}/reports`;
}

/** The address of a report of a mission. */
export function reportHref(slug: string, report: string): string {
  return `${reportsHref(slug)}?${new URLSearchParams({ report })}`;
}

/** The address of the reports of which a check says so. */
export function foundHref(slug: string, state: FoundState, check: string): string {
  const filter = writeFilters([{ column: 'checks', is: [foundValue(state, check)] }]);
  return `${reportsHref(slug)}?${new URLSearchParams({ filter })}`;
}

/** The address of a check of a mission. */
export function checkHref(slug: string, check: string): string {
  return `${checksHref(slug)}?${new URLSearchParams({ check })}`;
}

/** The address of the checks of a mission. */
function checksHref(slug: string): string {
  return `${missionHref(slug)}/checks`;
}

/** The address of the plan of a mission. */
export function planHref(slug: string): string {
  return `${missionHref(slug)}/plan`;
}

/** The address of the calls of a mission, about what is asked for: `{ status: 'missing' }`. */
export function callsHref(slug: string, asked: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(asked);
  return `${missionHref(slug)}/calls${query.size === 0 ? '' : `?${query}`}`;
}

/** The address of the messages of a mission, or of what is asked for of them. */
export function messagesHref(slug: string, asked: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(asked);
  return `${missionHref(slug)}/messages${query.size === 0 ? '' : `?${query}`}`;
}

/** The address of the meetings of a mission. */
function meetingsHref(slug: string): string {
  return `${missionHref(slug)}/meetings`;
}

/** The address of the incidents of a mission. */
export function incidentsHref(slug: string): string {
  return `${missionHref(slug)}/incidents`;
}

/** The address of the situation room of a mission. */
export function roomHref(slug: string): string {
  return `${missionHref(slug)}/situation`;
}

/** The address of what arrives at a mission. */
export function arrivalsHref(slug: string): string {
  return `${missionHref(slug)}/arrivals`;
}

/** The address of the exports of a mission. */
export function exportsHref(slug: string): string {
  return `${missionHref(slug)}/exports`;
}

/** The address where a report is typed for somebody. */
export function enterHref(slug: string): string {
  return `${missionHref(slug)}/enter`;
}

/** The address of the sheets of paper of a mission. */
export function papersHref(slug: string): string {
  return `${missionHref(slug)}/papers`;
}

/** The address of a sheet of paper. */
export function paperHref(slug: string, paper: string): string {
  return `${papersHref(slug)}/${encodeURIComponent(paper)}`;
}

/** The address of the keys of a mission. */
export function keysHref(slug: string): string {
  return `${missionHref(slug)}/keys`;
}

/** The address of how long a mission keeps what. */
export function retentionHref(slug: string): string {
  return `${missionHref(slug)}/retention`;
}

/** The address of how the log of a mission stands. */
export function logHref(slug: string): string {
  return `${missionHref(slug)}/log`;
}

/** The views of a mission, in the rail. */
export type MissionView =
  | 'forms'
  | 'people'
  | 'devices'
  | 'plan'
  | 'calls'
  | 'messages'
  | 'meetings'
  | 'situation'
  | 'reports'
  | 'checks'
  | 'incidents'
  | 'papers'
  | 'exports'
  | 'log'
  | 'keys'
  | 'retention';

/** What the rail shows while a mission is open: what happens, whom it is done with, what it is done by, and what is kept of it. */
export function missionViews({ t }: Messages, slug: string, current: MissionView): RailItem[] {
  const view = (name: MissionView, [href, label, icon]: readonly [string, string, IconName]): RailItem => {
    return { href, label, icon, isCurrent: current === name };
  };
  const passing = (name: MissionView, item: readonly [string, string, IconName]) =>
    current === name ? [view(name, item)] : [];
  return [
    ...railGroup([
      view('situation', [roomHref(slug), t('situation.view'), 'overview']),
      view('reports', [reportsHref(slug), t('reports.view'), 'reports']),
      // People come to these from the reports.
      ...passing('papers', [papersHref(slug), t('papers.view'), 'candidates']),
      ...passing('exports', [exportsHref(slug), t('exports.view'), 'exports']),
      view('incidents', [incidentsHref(slug), t('sos.incidents'), 'incidents']),
    ]),
    ...railGroup([
      view('plan', [planHref(slug), t('plan.view'), 'calendar']),
      view('calls', [callsHref(slug), t('plan.calls-view'), 'calls']),
      view('messages', [messagesHref(slug), t('plan.messages-view'), 'messages']),
      view('meetings', [meetingsHref(slug), t('plan.meetings-view'), 'meetings']),
    ]),
    ...railGroup([
      view('forms', [missionHref(slug), t('forms.view'), 'forms']),
      view('checks', [checksHref(slug), t('reports.checks-view'), 'claims']),
      view('people', [peopleHref(slug), t('devices.people-view'), 'people']),
      view('devices', [devicesHref(slug), t('devices.view'), 'devices']),
    ]),
    ...railGroup([
      view('log', [logHref(slug), t('log.view'), 'log']),
      // For administrators, who come to them from the reports and from the forms.
      ...passing('keys', [keysHref(slug), t('apiKeys.view'), 'keys']),
      ...passing('retention', [retentionHref(slug), t('retention.view'), 'calendar']),
    ]),
  ];
}

/** The mission that a page shows, as far as it has come. */
export function createMission(slug: () => string) {
  const messages = useMessages();
  const [mission, { refetch }] = createResource(slug, (name) =>
    api.get<ShownMission>(`/api/missions/${encodeURIComponent(name)}`),
  );
  const latest = () => (mission.error === undefined ? mission.latest : undefined);
  const name = () => messages.localized(latest()?.name ?? {})?.text ?? slug();
  return { latest, name, refetch, error: () => mission.error };
}
