import { Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { ShownResponse } from '../../visit-replies.ts';
import { type PlanQuery, planAddress } from '../plan-address.ts';

/** A number that opens what it counts; where there is nothing to open, the number alone. */
export function CountLink(props: {
  readonly count: number;
  /** What it counts, for whoever does not see where it stands. */
  readonly label: string;
  readonly query: PlanQuery;
}) {
  const messages = useMessages();
  return (
    <Show when={props.count > 0} fallback={<span class="plan-zero numeral">{messages.formatNumber(0)}</span>}>
      <a class="numeral" href={planAddress('visits', props.query)} aria-label={`${props.label}: ${props.count}`}>
        {messages.formatNumber(props.count)}
      </a>
    </Show>
  );
}

/** `34 of 120` with the share: both numbers open what they count. */
export function ReceivedOf(props: {
  readonly response: Pick<ShownResponse, 'received' | 'expected'>;
  readonly label: string;
  readonly query: PlanQuery;
}) {
  const messages = useMessages();
  const { t } = messages;
  const words = () => ({ received: props.response.received, expected: props.response.expected });
  const share = () => messages.formatShare(props.response.received / props.response.expected, 0);
  const link = (status: 'received' | 'expected') => (
    <CountLink
      count={props.response[status]}
      label={`${props.label}, ${t(`plan.count.${status}`)}`}
      query={{ ...props.query, status }}
    />
  );
  return (
    <span class="plan-received" title={t('plan.received-of', words())}>
      {link('received')} <span class="plan-of">{t('plan.of')}</span> {link('expected')}
      <Show when={props.response.expected > 0}>
        <span class="plan-share numeral"> {share()}</span>
      </Show>
    </span>
  );
}
