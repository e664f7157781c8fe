import { Show } from 'solid-js';
import { Button } from '../../../src/platform/ui/parts/actions/button.tsx';
import { usePanelAddress } from '../../../src/platform/ui/parts/links/record-link.tsx';
import { CommandPalette } from '../../../src/platform/ui/parts/palette/command-palette.tsx';
import type { PaletteItem } from '../../../src/platform/ui/parts/palette/palette-search.ts';
import { DeskFrame } from '../../../src/platform/ui/shell/desk-frame.tsx';
import type { IconName } from '../../../src/platform/ui/shell/icons.tsx';
import { CANDIDATES } from '../invented.ts';
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

const paletteItems = (): PaletteItem[] => [
  ...RAIL.map(([icon, label]) => ({ id: icon, title: label, group: 'Views', href: `/desk?view=${icon}` })),
  ...CANDIDATES.map(({ key, name }) => ({
    id: key,
    title: name,
    group: 'Records',
    hint: `Candidate ${key}`,
    href: `?record=candidate/${key}`,
  })),
];

export function DeskSection() {
  const panel = usePanelAddress();
  return (
    <DeskFrame
      rail={RAIL.map(([icon, label]) => ({ icon, label, href: `/desk?view=${icon}`, isCurrent: icon === 'calendar' }))}
      crumbs={[{ label: 'Elections', href: '/' }, { label: 'Vallmark 2031', href: '/tables' }, { label: 'Calendar' }]}
      title="Calendar"
      live="Saved 14:02"
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
      <CommandPalette items={paletteItems} />
    </DeskFrame>
  );
}
