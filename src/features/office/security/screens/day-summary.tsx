import { createResource, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { StatusShape } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import type { KindSummary, SummaryBody } from '../contract.ts';
import { isToLookInto } from '../security-event.ts';
import { wordEvent } from './word-event.ts';

/** What happened within the last 24 hours, what is to be looked into first. */
export function DaySummary(props: { readonly kindHref: (kind: string) => string }) {
  const messages = useMessages();
  const { t } = messages;
  const [summary] = createResource(() => api.get<SummaryBody>('/api/security/summary'));
  const kinds = () => {
    const all = summary.error === undefined ? (summary.latest?.kinds ?? []) : [];
    const first = all.filter(({ kind }) => isToLookInto(kind));
    return [...first, ...all.filter(({ kind }) => !isToLookInto(kind))];
  };
  return (
    <section class="day-summary" aria-labelledby="day-summary">
      <h2 id="day-summary">{t('security.summary')}</h2>
      <Show when={summary.error === undefined} fallback={<ErrorState problem={summary.error} />}>
        <Show when={kinds().length > 0} fallback={<p>{summary.latest && t('security.summary.none')}</p>}>
          <ul>
            <For each={kinds()}>{(kind) => <Kind kind={kind} href={props.kindHref(kind.kind)} />}</For>
          </ul>
        </Show>
      </Show>
    </section>
  );
}

function Kind(props: { readonly kind: KindSummary; readonly href: string }) {
  const messages = useMessages();
  const { t } = messages;
  return (
    <li class="day-kind">
      <span class="numeral">{messages.formatNumber(props.kind.count)}</span>
      <span>
        <a href={props.href} noScroll>
          {wordEvent(messages, props.kind.kind)}
        </a>{' '}
        <span class="day-kind-from">{t('security.summary.from', { count: props.kind.sources })}</span>
        <Show when={isToLookInto(props.kind.kind)}>
          {' '}
          <span class="day-kind-look">
            <StatusShape status="late" /> {t('security.summary.look')}
          </span>
        </Show>
      </span>
    </li>
  );
}
