import { createMemo } from 'solid-js';
import { localDateOf } from '../../../../kernel/zoned-time.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { PhaseChart } from '../../../../platform/ui/charts/phase-chart.tsx';
import { PHASES } from '../../election/election.ts';
import type { CalendarEntry, CalendarRecords } from '../entry.ts';
import { statusWord, titleOf } from './entry-words.tsx';

/** The calendar as a picture: what was allowed from when and until when, phase by phase. */
export function CalendarChart(props: {
  readonly entries: readonly CalendarEntry[];
  /** The same entries under no supposition, by their id; empty where nothing is supposed. */
  readonly recorded: ReadonlyMap<string, CalendarEntry>;
  readonly records: CalendarRecords;
  readonly now: number;
}) {
  const messages = useMessages();
  const drawn = createMemo(() =>
    props.entries.filter(({ dueBounds, status }) => {
      const isDated = dueBounds.earliest !== null || dueBounds.latest !== null;
      return isDated && status !== 'not-applicable';
    }),
  );
  const barOf = (entry: CalendarEntry) => {
    const before = props.recorded.get(entry.id);
    const isMoved = before !== undefined && before.due !== entry.due && before.due !== null;
    return {
      id: entry.id,
      phase: entry.rule.phase,
      label: titleOf(entry, props.records, messages),
      ...sidesOf(entry),
      status: entry.status,
      statusLabel: statusWord(entry, messages),
      done: entry.done,
      record: { kind: 'calendar-rule', key: entry.rule.key },
      ...(isMoved ? { formerly: sidesOf(before) } : {}),
    };
  };
  const phases = () => PHASES.map((phase) => ({ id: phase, title: messages.t(`fields.choice.phase.${phase}`) }));
  const election = () => props.records.election[0];
  return (
    <PhaseChart
      title={messages.t('calendar.chart.title')}
      caption={messages.t('calendar.chart.caption', {
        count: drawn().length,
        undated: props.entries.length - drawn().length,
      })}
      phases={phases()}
      bars={drawn().map(barOf)}
      electionDay={election()?.election_day ?? localDateOf(props.now, 'UTC')}
      today={localDateOf(props.now, election()?.timezone ?? 'UTC')}
    />
  );
}

/** From when and until when the act may be done; a side without limit is null. */
function sidesOf({ dueBounds: { earliest, latest }, side }: CalendarEntry) {
  return {
    from: side === 'until' ? null : (earliest ?? latest),
    to: side === 'from' ? null : (latest ?? earliest),
  };
}
