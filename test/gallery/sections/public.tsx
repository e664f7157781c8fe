import { Show } from 'solid-js';
import { usePanelAddress } from '../../../src/platform/ui/parts/links/record-link.tsx';
import { PublicFrame } from '../../../src/platform/ui/shell/public-frame.tsx';
import { Bars, Timeline } from './charts.tsx';
import { FiguresSection } from './marks.tsx';
import { RecordPanel, SmallTable } from './tables.tsx';

export function PublicSection() {
  const panel = usePanelAddress();
  return (
    <PublicFrame
      kicker="Vallmark · presidential election · 12 October 2031"
      title="Presidential election of 12 October 2031"
      standfirst="How it was called, what the law required by when, what was done when, and what is claimed about it and by whom."
      tabs={['Overview', 'Calendar', 'Candidates', 'Places', 'Claims', 'Missions', 'Sources'].map((label, index) => ({
        label,
        href: `/public?view=${label}`,
        isCurrent: index === 0,
      }))}
      footer="Every figure on this page leads to its source."
      panel={
        <Show when={panel.record()} keyed>
          {(record) => <RecordPanel record={record} onClose={panel.close} />}
        </Show>
      }
    >
      <FiguresSection />
      <Timeline />
      <Bars />
      <section>
        <h2>Where the sources contradict each other</h2>
        <p>
          Two statements of the same office differ by 217 voters within a week. Both are kept, with who said them and
          when; neither overwrites the other.
        </p>
      </section>
      <SmallTable />
    </PublicFrame>
  );
}
