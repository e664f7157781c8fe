import { type JSX, lazy, Show } from 'solid-js';
import type { ElectionFile, KindName } from '../../features/register/records/kinds.ts';

const CalendarExplanation = lazy(async () => {
  const { CalendarExplanation } = await import('../../features/register/calendar/screens/calendar-explanation.tsx');
  return { default: CalendarExplanation };
});

const ClaimContradictions = lazy(async () => {
  const { ClaimContradictions } = await import('../../features/register/claims/screens/claim-contradictions.tsx');
  return { default: ClaimContradictions };
});

/** What a slice adds to the panel of its records. */
export function recordExtra(
  file: ElectionFile,
  record: { readonly kind: KindName; readonly key: string; readonly now: number },
): JSX.Element {
  return (
    <>
      <Show when={record.kind === 'calendar-rule'}>
        <CalendarExplanation file={file} ruleKey={record.key} now={record.now} />
      </Show>
      <Show when={record.kind === 'claim'}>
        <ClaimContradictions file={file} claimKey={record.key} />
      </Show>
    </>
  );
}
