import { Show } from 'solid-js';
import { Button } from '../../../src/platform/ui/parts/actions/button.tsx';
import { usePanelAddress } from '../../../src/platform/ui/parts/links/record-link.tsx';
import { DeskFrame } from '../../../src/platform/ui/shell/desk-frame.tsx';
import type { IconName } from '../../../src/platform/ui/shell/icons.tsx';
import { Timeline } from './charts.tsx';
import { RecordPanel, SmallTable } from './tables.tsx';

const RAIL: readonly [IconName, string][] = [
  ['overview', 'Overview'],
  ['calendar', 'Calendar'],
  ['candidates', 'Candidates'],
  ['places', 'Places'],
  ['claims', 'Утверждения'],
  ['missions', 'Missions'],
  ['sources', 'Sources'],
  ['import', 'Import'],
  ['history', 'History'],
];

export function DeskSection() {
  const panel = usePanelAddress();
  return (
    <DeskFrame
      rail={RAIL.map(([icon, label]) => ({ icon, label, href: `/desk?view=${icon}`, isCurrent: icon === 'calendar' }))}
      crumbs={[{ label: 'Elections', href: '/' }, { label: 'Vallmark 2031', href: '/tables' }, { label: 'Calendar' }]}
      title="Calendar"
      live="Saved 14:02"
      onFind={() => {}}
      account={<Button look="quiet">L. Meyer</Button>}
      actions={
        <>
          <Button>What if</Button>
          <Button look="primary">New rule</Button>
        </>
      }
      panel={
        <Show when={panel.record()} keyed>
          {(record) => <RecordPanel record={record} onClose={panel.close} />}
        </Show>
      }
    >
      <Timeline />
      <SmallTable />
    </DeskFrame>
  );
}
