import { For, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import type { ArrivalCounts } from '../../arrivals/arrival-replies.ts';
import { wordCount, wordReason } from '../arrival-words.ts';

/** What stands above the list: how much came, what waits, what is held and why. */
export function CountsBar(props: {
  readonly counts: ArrivalCounts;
  /** Shows only what is held for the reason. */
  readonly onReason: (reason: string) => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const atLeast = (count: number) => `${messages.formatNumber(count)}${props.counts.isComplete ? '' : '+'}`;
  return (
    <dl class="arrival-counts">
      <Count term={t('reports.today')}>{atLeast(props.counts.since)}</Count>
      <Count term={t('reports.arrived')}>{atLeast(props.counts.arrived)}</Count>
      <Count term={t('reports.counts.waiting')}>{wordCount(messages, props.counts.waiting)}</Count>
      <Count term={t('reports.last')}>
        <Show when={props.counts.lastAt} fallback="–">
          {(at) => <time datetime={at()}>{formatMoment(messages, at())}</time>}
        </Show>
      </Count>
      <Show when={props.counts.held.length > 0}>
        <Count term={t('reports.counts.held')}>
          <ul class="arrival-held">
            <For each={props.counts.held}>
              {(held) => (
                <li>
                  <button type="button" class="arrival-reason" onClick={() => props.onReason(held.reason)}>
                    <span class="numeral">{wordCount(messages, held)}</span> {wordReason(messages, held.reason)}
                  </button>
                </li>
              )}
            </For>
          </ul>
        </Count>
      </Show>
    </dl>
  );
}

function Count(props: { readonly term: string; readonly children: JSX.Element }) {
  return (
    <div class="arrival-count">
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
