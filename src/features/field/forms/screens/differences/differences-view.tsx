import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import type { FormDifferences } from '../../compare/compare-forms.ts';
import type { DifferenceSeverity, FormDifference } from '../../compare/difference.ts';
import { DifferenceEntry } from './difference-entry.tsx';
import { SeverityMark } from './severity-mark.tsx';
import './differences.css';

/** Differences that are listed before one asks for all. */
const LISTED_AT_FIRST = 20;
const SEVERITIES: readonly DifferenceSeverity[] = ['breaks', 'changes', 'adds'];

/** In what two editions of a form differ: first in a sentence, then one by one, what breaks data first. */
export function DifferencesView(props: { readonly differences: FormDifferences }) {
  const { t } = useMessages();
  const given = createMemo(() => props.differences);
  const listed = (severity: DifferenceSeverity) => given().differences.filter((one) => one.severity === severity);
  return (
    <div class="differences">
      <Show
        when={given().differences.length > 0}
        fallback={<p class="differences-sentence">{t('formViews.no-differences')}</p>}
      >
        <p class="differences-sentence">{t('formViews.differences-sentence', given().counts)}</p>
        <For each={SEVERITIES}>
          {(severity) => (
            <Show when={listed(severity).length > 0}>
              <DifferenceGroup severity={severity} differences={listed(severity)} />
            </Show>
          )}
        </For>
      </Show>
    </div>
  );
}

function DifferenceGroup(props: {
  readonly severity: DifferenceSeverity;
  readonly differences: readonly FormDifference[];
}) {
  const { t, formatNumber } = useMessages();
  const id = `differences-${createUniqueId()}`;
  const [isWhole, setIsWhole] = createSignal(false);
  const listed = () => (isWhole() ? props.differences : props.differences.slice(0, LISTED_AT_FIRST));
  return (
    <section class="difference-group" aria-labelledby={id} data-severity={props.severity}>
      <h3 id={id}>
        <SeverityMark severity={props.severity} />
        <span class="difference-severity">{t(`formDifferences.severity-${props.severity}`)}</span>
        <span class="difference-count numeral">{formatNumber(props.differences.length)}</span>
      </h3>
      <ol>
        <For each={listed()}>{(difference) => <DifferenceEntry difference={difference} />}</For>
      </ol>
      <Show when={props.differences.length > listed().length}>
        <Button look="quiet" onClick={() => setIsWhole(true)}>
          {t('formViews.show-all', { count: props.differences.length })}
        </Button>
      </Show>
    </section>
  );
}
