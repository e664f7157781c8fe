import { createEffect, createSignal, on, onCleanup } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { ShownRoom } from '../../situation.ts';

const AT_MOST_EVERY_MS = 30_000;

/** One sentence for whoever hears the page: how it stands, when that has changed, twice a minute at most. */
export function ToldPolitely(props: { readonly room: ShownRoom }) {
  const { t } = useMessages();
  const sentence = () => {
    const of = (count: 'received' | 'expected') =>
      props.room.phases.reduce((sum, { stations }) => sum + stations[count], 0);
    const flags = props.room.checks.reduce((sum, { flagged }) => sum + flagged, 0);
    return t('situation.heard', { received: of('received'), expected: of('expected'), flags });
  };
  const [told, setTold] = createSignal('');
  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(sentence, () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setTold(sentence());
      }, AT_MOST_EVERY_MS);
    }),
  );
  onCleanup(() => clearTimeout(timer));
  return (
    <p class="only-heard" aria-live="polite">
      {told()}
    </p>
  );
}
