import { type Component, lazy } from 'solid-js';
import type { MessageKey } from '../../platform/i18n/messages.ts';
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
}

const overview = lazy(async () => {
  const { OverviewScreen } = await import('../../features/register/overview/screens/overview-screen.tsx');
  return {
    default: (props: ViewProps) => <OverviewScreen file={props.election.file} now={props.now} base={props.base} />,
  };
});

/** The views that everybody may read, in the order in which the work goes. */
export const VIEWS: readonly View[] = [
  { name: 'overview', label: 'desk.view.overview', icon: 'overview', screen: overview },
];
