import { type Component, lazy } from 'solid-js';
import type { KindName } from '../../features/register/records/kinds.ts';
import type { MessageKey } from '../../platform/i18n/messages.ts';
import { ApiProblem } from '../../platform/ui/api.ts';
import type { IconName } from '../../platform/ui/shell/icons.tsx';
import type { LoadedElection } from './load-election.ts';

/** What every view of an election is given. */
export interface ViewProps {
  readonly election: LoadedElection;
  readonly slug: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly canEdit: boolean;
  /** Address of the election's views, such as `/e/azerbaijan-2024`. */
  readonly base: string;
}

/** One view of an election: its name in the address, its words, and the screen, loaded when it is first opened. */
export interface View {
  readonly name: string;
  readonly label: MessageKey;
  readonly icon: IconName;
  readonly screen: Component<ViewProps>;
  /** What editors add where this view is; views that offer it themselves have none. */
  readonly creates: readonly KindName[];
}

/**
 * A screen that is loaded when it is first shown. Where its files do not come, there is no connection, or they belong
 * to a version of the program that the server no longer has.
 */
function screenOf(load: () => Promise<Component<ViewProps>>): Component<ViewProps> {
  const fail = () => {
    throw new ApiProblem({ code: navigator.onLine ? 'outdated' : 'offline-reading', status: 0 });
  };
  return lazy(async () => ({ default: await load().catch(fail) }));
}

const overview = screenOf(async () => {
  const { OverviewScreen } = await import('../../features/register/overview/screens/overview-screen.tsx');
  return (props) => <OverviewScreen file={props.election.file} now={props.now} base={props.base} />;
});

const calendar = screenOf(async () => {
  const { CalendarScreen } = await import('../../features/register/calendar/screens/calendar-screen.tsx');
  return (props) => (
    <CalendarScreen file={props.election.file} now={props.now} slug={props.slug} canEdit={props.canEdit} />
  );
});

const candidates = screenOf(async () => {
  const { CandidatesScreen } = await import('../../features/register/candidates/screens/candidates-screen.tsx');
  return (props) => <CandidatesScreen file={props.election.file} />;
});

const places = screenOf(async () => {
  const { PlacesScreen } = await import('../../features/register/places/screens/places-screen.tsx');
  return (props) => <PlacesScreen slug={props.slug} file={props.election.file} canEdit={props.canEdit} />;
});

const commissions = screenOf(async () => {
  const { CommissionsScreen } = await import('../../features/register/commissions/screens/commissions-screen.tsx');
  return (props) => <CommissionsScreen file={props.election.file} canEdit={props.canEdit} base={props.base} />;
});

const claims = screenOf(async () => {
  const { ClaimsScreen } = await import('../../features/register/claims/screens/claims-screen.tsx');
  return (props) => <ClaimsScreen file={props.election.file} />;
});

const missions = screenOf(async () => {
  const { MissionsScreen } = await import('../../features/register/missions/screens/missions-screen.tsx');
  return (props) => <MissionsScreen file={props.election.file} />;
});

const sources = screenOf(async () => {
  const { SourcesScreen } = await import('../../features/register/sources/screens/sources-screen.tsx');
  return (props) => <SourcesScreen file={props.election.file} />;
});

const protocol = screenOf(async () => {
  const { ProtocolScreen } = await import('../../features/register/protocols/screens.tsx');
  return (props) => <ProtocolScreen file={props.election.file} />;
});

/** The views that everybody may read, in the order in which the work goes. */
export const VIEWS: readonly View[] = [
  { name: 'overview', label: 'desk.view.overview', icon: 'overview', screen: overview, creates: ['event', 'act'] },
  { name: 'calendar', label: 'desk.view.calendar', icon: 'calendar', screen: calendar, creates: [] },
  {
    name: 'candidates',
    label: 'desk.view.candidates',
    icon: 'candidates',
    screen: candidates,
    creates: ['candidate', 'candidate-step', 'nominator'],
  },
  { name: 'places', label: 'desk.view.places', icon: 'places', screen: places, creates: [] },
  { name: 'commissions', label: 'desk.view.commissions', icon: 'people', screen: commissions, creates: [] },
  {
    name: 'claims',
    label: 'desk.view.claims',
    icon: 'claims',
    screen: claims,
    creates: ['claim', 'subject', 'discrepancy'],
  },
  {
    name: 'missions',
    label: 'desk.view.missions',
    icon: 'missions',
    screen: missions,
    creates: ['mission', 'assessment'],
  },
  {
    name: 'protocol',
    label: 'desk.view.protocol',
    icon: 'law',
    screen: protocol,
    creates: ['protocol-field', 'protocol-check'],
  },
  { name: 'sources', label: 'desk.view.sources', icon: 'sources', screen: sources, creates: ['source', 'provision'] },
];
