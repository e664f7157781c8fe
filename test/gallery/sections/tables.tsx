import { Show } from 'solid-js';
import { useMessages } from '../../../src/platform/i18n/language-provider.tsx';
import type { RecordName } from '../../../src/platform/ui/parts/links/record-address.ts';
import { RecordLink, usePanelAddress } from '../../../src/platform/ui/parts/links/record-link.tsx';
import { STATUSES } from '../../../src/platform/ui/parts/marks/mark-shapes.tsx';
import { StatusMark } from '../../../src/platform/ui/parts/marks/status-mark.tsx';
import { Fact, Facts, SidePanel } from '../../../src/platform/ui/parts/panel/side-panel.tsx';
import { EmptyState } from '../../../src/platform/ui/parts/states/empty-state.tsx';
import type { Column } from '../../../src/platform/ui/parts/table/column.ts';
import { listenForRowKeys } from '../../../src/platform/ui/parts/table/row-keys.ts';
import { Table } from '../../../src/platform/ui/parts/table/table.tsx';
import { Tree } from '../../../src/platform/ui/parts/tree/tree.tsx';
import { daysBefore } from '../invented.ts';

interface Precinct {
  readonly code: string;
  readonly name: string;
  readonly voters: number;
  readonly status: (typeof STATUSES)[number];
  readonly days: number;
}

const PRECINCTS: readonly Precinct[] = Array.from({ length: 12_000 }, (_, index) => ({
  code: String(index + 1).padStart(5, '0'),
  name: `Precinct of ${['Northmoor', 'Əlvanlı', 'Старый Мост', 'Port Selene'][index % 4]} ${index + 1}`,
  voters: 200 + ((index * 7919) % 1_800),
  status: STATUSES[index % STATUSES.length] ?? 'met',
  days: index % 90,
}));

export function TableSection() {
  const panel = usePanelAddress();
  listenForRowKeys();
  return (
    <main class="gallery">
      <h1>Tables</h1>
      <section>
        <h2>Grouped</h2>
        <Table
          caption="Precincts by status"
          columns={columns()}
          rows={PRECINCTS.slice(0, 16)}
          groupBy={({ status }) => status}
        />
      </section>
      <section>
        <h2>Tree</h2>
        <Places />
      </section>
      <section>
        <h2>Empty</h2>
        <Table caption="Nothing" columns={columns()} rows={[]} empty={<EmptyState title="No precinct matches" />} />
      </section>
      <section>
        <h2>Sorted in the address</h2>
        <Table caption={'5 rows'} sortParameter="sort" columns={columns()} rows={PRECINCTS.slice(0, 6)} />
      </section>
      <section>
        <h2>Large</h2>
        <Table
          caption="12 000 precincts"
          columns={columns()}
          rows={PRECINCTS}
          sort={{ column: 'code', isDescending: false }}
        />
      </section>
      <Show when={panel.record()} keyed>
        {(record) => <RecordPanel record={record} onClose={panel.close} />}
      </Show>
    </main>
  );
}

export function RecordPanel(props: { readonly record: RecordName; readonly onClose: () => void }) {
  return (
    <SidePanel title={`Precinct ${props.record.key}`} kicker={props.record.kind} onClose={props.onClose}>
      <Facts>
        <Fact term="Code">{props.record.key}</Fact>
        <Fact term="Name">Precinct of Əlvanlı in the old customs house at the harbour</Fact>
        <Fact term="Status">
          <StatusMark status="met" />
        </Fact>
      </Facts>
    </SidePanel>
  );
}

export function SmallTable() {
  return <Table caption="Precincts" isCaptionHidden columns={columns()} rows={PRECINCTS.slice(0, 24)} />;
}

function columns(): readonly Column<Precinct>[] {
  const { formatNumber, formatDate } = useMessages();
  return [
    {
      id: 'code',
      title: 'Code',
      width: 'fit',
      sortBy: ({ code }) => code,
      cell: ({ code }) => (
        <RecordLink kind="place" key={code}>
          {code}
        </RecordLink>
      ),
    },
    { id: 'name', title: 'Name', sortBy: ({ name }) => name, cell: ({ name }) => name },
    {
      id: 'voters',
      title: 'Voters',
      align: 'end',
      sortBy: ({ voters }) => voters,
      cell: ({ voters }) => formatNumber(voters),
    },
    {
      id: 'date',
      title: 'Opened',
      width: 'fit',
      sortBy: ({ days }) => -days,
      cell: ({ days }) => formatDate(daysBefore(days), 'short'),
    },
    {
      id: 'status',
      title: 'Status',
      width: 'fit',
      sortBy: ({ status }) => status,
      cell: ({ status }) => <StatusMark status={status} />,
    },
  ];
}

interface Spot {
  readonly code: string;
  readonly depth: number;
}

function Places() {
  const below = (spot: Spot): Promise<readonly Spot[]> =>
    Promise.resolve(
      Array.from({ length: 4 }, (_, index) => ({ code: `${spot.code}.${index + 1}`, depth: spot.depth + 1 })),
    );
  return (
    <Tree
      label="Places"
      roots={[
        { code: '1', depth: 0 },
        { code: '2', depth: 0 },
      ]}
      source={{
        keyOf: ({ code }) => code,
        childrenOf: below,
        hasChildren: ({ depth }) => depth < 3,
        openAtFirst: ['1', '1.2'],
        render: ({ code }) => (
          <RecordLink kind="place" key={code}>
            Place {code}
          </RecordLink>
        ),
      }}
    />
  );
}
