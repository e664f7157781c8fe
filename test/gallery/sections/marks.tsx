import { createSignal, For } from 'solid-js';
import { useMessages } from '../../../src/platform/i18n/language-provider.tsx';
import { Button, Buttons, LinkButton } from '../../../src/platform/ui/parts/actions/button.tsx';
import { CodeBlock } from '../../../src/platform/ui/parts/actions/copy-button.tsx';
import { Dialog } from '../../../src/platform/ui/parts/actions/dialog.tsx';
import { Menu, MenuItem } from '../../../src/platform/ui/parts/actions/menu.tsx';
import { showToast, Toasts } from '../../../src/platform/ui/parts/actions/toast.tsx';
import { Breadcrumb } from '../../../src/platform/ui/parts/links/breadcrumb.tsx';
import { SourceMarks } from '../../../src/platform/ui/parts/links/source-marks.tsx';
import { Tabs } from '../../../src/platform/ui/parts/links/tabs.tsx';
import { Figure, Figures } from '../../../src/platform/ui/parts/marks/figure.tsx';
import { STATUSES } from '../../../src/platform/ui/parts/marks/mark-shapes.tsx';
import { Badge, StatusMark } from '../../../src/platform/ui/parts/marks/status-mark.tsx';
import { EmptyState } from '../../../src/platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../src/platform/ui/parts/states/error-state.tsx';
import { ProgressBar } from '../../../src/platform/ui/parts/states/progress-bar.tsx';
import { Skeleton } from '../../../src/platform/ui/parts/states/skeleton.tsx';

export function MarkSection() {
  return (
    <main class="gallery">
      <h1>Marks and actions</h1>
      <Marks />
      <FiguresSection />
      <Actions />
      <States />
      <Toasts />
    </main>
  );
}

function Marks() {
  return (
    <section>
      <h2>Status</h2>
      <div class="gallery-row">
        <For each={STATUSES}>{(status) => <StatusMark status={status} />}</For>
      </div>
      <div class="gallery-row">
        <For each={STATUSES}>{(status) => <StatusMark status={status} isBrief />}</For>
        <Badge>official</Badge>
        <Badge>observed</Badge>
        <SourceMarks sources={['S01', 'S17', 'S102']} />
      </div>
      <Breadcrumb
        crumbs={[{ label: 'Elections', href: '/' }, { label: 'Vallmark 2031', href: '/tables' }, { label: 'Calendar' }]}
      />
      <Tabs
        label="Views"
        tabs={[
          { href: '/marks', label: 'Overview', isCurrent: true },
          { href: '/tables', label: 'Calendar', isCurrent: false, count: '42' },
          { href: '/charts', label: 'Candidates', isCurrent: false, count: '7' },
          { href: '/fields', label: 'Places', isCurrent: false },
        ]}
      />
    </section>
  );
}

export function FiguresSection() {
  const { formatNumber, formatPercent } = useMessages();
  return (
    <section>
      <h2>Figures</h2>
      <Figures>
        <Figure
          label="Registered voters"
          value={formatNumber(2_498_006)}
          kind="official"
          asOf="as of 1 Sep 2031"
          sources={<SourceMarks sources={['S01']} />}
        />
        <Figure
          label="Turnout"
          value={formatPercent('71.40')}
          kind="derived"
          n={`n = ${formatNumber(2_498_006)}`}
          asOf="as of 12 Oct 2031, 19:00"
          sources={<SourceMarks sources={['S20', 'S21']} />}
        />
        <Figure label="Stations observed" value={formatNumber(312)} kind="observed" asOf="as of 12 Oct 2031" />
        <Figure label="Complaints upheld" value={<StatusMark status="gap" />} />
      </Figures>
    </section>
  );
}

function Actions() {
  const [isOpen, setIsOpen] = createSignal(false);
  return (
    <section>
      <h2>Actions</h2>
      <Buttons>
        <Button look="primary" hotkey="S">
          Save correction
        </Button>
        <Button onClick={() => setIsOpen(true)}>Open dialog</Button>
        <Button
          look="quiet"
          onClick={() => showToast({ message: 'Claim withdrawn.', action: { label: 'Undo', run: () => {} } })}
        >
          Show toast
        </Button>
        <Button look="danger">Erase</Button>
        <Button isBusy>Saving</Button>
        <LinkButton href="/tables">Link</LinkButton>
        <Menu button="Menu">
          <MenuItem href="/charts">Charts</MenuItem>
          <MenuItem isChosen onChoose={() => {}}>
            Chosen
          </MenuItem>
          <MenuItem onChoose={() => {}}>Other</MenuItem>
        </Menu>
      </Buttons>
      <CodeBlock label="Command" text="bin/scrutineer calendar examples/vallmark-2031 --json" />
      <Dialog
        isOpen={isOpen()}
        onClose={() => setIsOpen(false)}
        title="Publish this statement?"
        actions={
          <>
            <Button look="primary" onClick={() => setIsOpen(false)}>
              Publish
            </Button>
            <Button onClick={() => setIsOpen(false)}>Cancel</Button>
          </>
        }
      >
        <p>What leaves the house: 14 figures and their definitions.</p>
      </Dialog>
    </section>
  );
}

function States() {
  return (
    <section>
      <h2>States</h2>
      <EmptyState title="No missions yet" actions={<Button>Add a mission</Button>}>
        A mission appears here once it is in the file, with its assessments beside those of others.
      </EmptyState>
      <ErrorState problem={{ code: 'too-many-attempts', parameters: { seconds: 21 } }} onRetry={() => {}} />
      <ErrorState problem={{ code: 'too-large', parameters: { limitBytes: 104_857_600 } }} />
      <ProgressBar label="Reading files" value={3} max={24} detail="3 of 24" />
      <Skeleton rows={3} />
    </section>
  );
}
