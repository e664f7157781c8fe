import { type JSX, lazy, Show } from 'solid-js';
import type { ElectionFile, KindName } from '../../features/register/records/kinds.ts';

const CalendarExplanation = lazy(async () => {
  const { CalendarExplanation } = await import('../../features/register/calendar/screens/calendar-explanation.tsx');
  return { default: CalendarExplanation };
});

/** What a slice adds to the panel of its records. */
export function recordExtra(
  file: ElectionFile,
  record: { readonly kind: KindName; readonly key: string; readonly now: number },
): JSX.Element {
  return (
    <Show when={record.kind === 'calendar-rule'}>
      <CalendarExplanation file={file} ruleKey={record.key} now={record.now} />
    </Show>
  );
}
