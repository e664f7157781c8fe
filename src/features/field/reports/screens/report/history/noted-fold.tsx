import { type JSX, Show } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import type { ShownAnswer } from '../../../arrivals/arrival-replies.ts';

/** What the device noted by itself, folded behind its names; nothing where it noted nothing. */
export function NotedFold(props: {
  readonly noted: readonly Pick<ShownAnswer, 'path'>[];
  readonly children: JSX.Element;
}) {
  const { t } = useMessages();
  const names = () => props.noted.map(({ path }) => path.slice(path.lastIndexOf('/') + 1));
  return (
    <Show when={props.noted.length > 0}>
      <details class="report-noted">
        <summary>
          {t('reports.changes-noted')} <bdi>{names().join(', ')}</bdi>
        </summary>
        {props.children}
      </details>
    </Show>
  );
}
