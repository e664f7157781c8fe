import { Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import type { ListedSample } from '../sample-replies.ts';

/** Where a sample leads: to the visits that are expected of it, and to routes that are proposed for it. */
export interface SampleLinks {
  readonly visitsOf: (sample: string, status: 'expected' | 'received') => string;
  readonly routesOf: (sample: string) => string;
}

/** Whether a sample counts, and whether it was drawn before the day of the vote. */
export function SampleState(props: { readonly sample: Pick<ListedSample, 'when' | 'withdrawn'> }) {
  const { t } = useMessages();
  return (
    <Show
      when={props.sample.withdrawn === null}
      fallback={<StatusMark status="not-applicable">{t('samples.withdrawn')}</StatusMark>}
    >
      <Show when={props.sample.when} fallback={t('samples.when.unknown')}>
        {(when) => <StatusMark status={when() === 'before' ? 'met' : 'late'}>{t(`samples.when.${when()}`)}</StatusMark>}
      </Show>
    </Show>
  );
}
