import { lazy } from 'solid-js';
import { VIEWS, type View, type ViewProps } from '../election/views.tsx';

const records = lazy(async () => {
  const { RecordsScreen } = await import('../../features/register/records/screens/records-screen.tsx');
  return {
    default: (props: ViewProps) => (
      <RecordsScreen file={props.election.file} base={props.base} canEdit={props.canEdit} />
    ),
  };
});

/** The views of an election at the desk: those of the public, and all records one by one. */
export const DESK_VIEWS: readonly View[] = [
  ...VIEWS,
  { name: 'records', label: 'desk.view.records', icon: 'settings', screen: records, creates: [] },
];
