import { useSearchParams } from '@solidjs/router';
import { type JSX, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import { createLiveReply } from '../../../../../platform/ui/shell/live/live-reply.ts';
import { DIMENSIONS } from '../../response.ts';
import type { ResponseBoard } from '../../visit-replies.ts';
import { BesidePlan } from './beside-plan.tsx';
import { DayStrip } from './day-strip.tsx';
import { PhaseCards } from './phase-cards.tsx';
import { ResponseTable } from './response-table.tsx';
import '../visits.css';

/** How a day stands: what came of what is expected, phase by phase, and what came that nobody expected. */
export function BoardScreen(props: {
  readonly mission: string;
  /** In which times are told. */
  readonly zone: string;
  /** Whether stations lie in areas, by which rows then stand at first. */
  readonly hasAreas: boolean;
  /** What can be done where nobody is expected anywhere. */
  readonly expect: JSX.Element;
}) {
  const messages = useMessages();
  const { t } = messages;
  const [query] = useSearchParams<{ day: string; phase: string; by: string }>();
  const by = () => DIMENSIONS.find((one) => one === query.by) ?? (props.hasAreas ? 'area' : 'team');
  const path = () => {
    const asked = Object.entries({ day: query.day, phase: query.phase, by: by() });
    const given = asked.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as [string, string]]));
    return `/api/missions/${encodeURIComponent(props.mission)}/response?${new URLSearchParams(given)}`;
  };
  const live = createLiveReply<ResponseBoard>(path);
  return (
    <div class="plan-board">
      <Show when={live.problem()}>{(found) => <ErrorState problem={found()} onRetry={live.now} />}</Show>
      <Show when={live.shown.reply} fallback={<Show when={live.problem() === null}>{<Skeleton rows={8} />}</Show>}>
        {(board) => (
          <>
            <DayStrip board={board()} />
            <p class="plan-as-of">
              {t('plan.as-of', { time: messages.formatInstant(Date.parse(board().at), { timezone: props.zone }) })}
            </p>
            <Show
              when={board().days.length > 0}
              fallback={
                <EmptyState title={t('plan.nobody', { day: messages.formatDate(board().day) })} actions={props.expect}>
                  {t('plan.nobody-hint')}
                </EmptyState>
              }
            >
              <PhaseCards board={board()} zone={props.zone} phase={query.phase} />
            </Show>
            <BesidePlan board={board()} phase={query.phase} />
            <ResponseTable board={board()} by={by()} phase={query.phase} />
          </>
        )}
      </Show>
    </div>
  );
}
