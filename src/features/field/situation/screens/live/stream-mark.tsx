import { createMemo, Show } from 'solid-js';
import { toLocalTime } from '../../../../../kernel/time/zoned-time.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { StreamStanding } from '../../../../../platform/ui/shell/live/live-stream.ts';

/** Whether what is shown is live, and else when the server was heard last. */
export function StreamMark(props: {
  readonly standing: StreamStanding;
  readonly heardAt: number | null;
  readonly zone: string;
}) {
  const { t } = useMessages();
  const words = createMemo(() => {
    if (props.standing !== 'lost') return t(`situation.stream.${props.standing}`);
    if (props.heardAt === null) return t('situation.stream.lost-never');
    return t('situation.stream.lost', { time: toLocalTime(props.heardAt, props.zone).time });
  });
  return (
    <p class="room-stream" data-standing={props.standing} role="status">
      <span class="room-stream-sign" aria-hidden="true" />
      {words()}
      <Show when={props.standing === 'lost'}>
        <span class="room-soft"> {t('situation.stream.retry')}</span>
      </Show>
    </p>
  );
}
