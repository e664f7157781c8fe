import { Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { formatMoment } from '../../../../../platform/ui/moment.ts';

/** Who did something, when, and why. */
export function Told(props: { readonly by: string; readonly at: string; readonly reason: string | null }) {
  const messages = useMessages();
  return (
    <p class="people-aside">
      <bdi>{props.by}</bdi> · {formatMoment(messages, props.at)}
      <Show when={props.reason}>
        {(reason) => (
          <>
            {' · '}
            <q>{reason()}</q>
          </>
        )}
      </Show>
    </p>
  );
}
