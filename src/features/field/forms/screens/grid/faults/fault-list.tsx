import { createMemo, createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../../../platform/ui/parts/actions/button.tsx';
import type { PlacedFault } from '../../../editing/place-faults.ts';
import { IconButton } from '../icon-button.tsx';
import type { GridEdits } from '../state/grid-edits.ts';
import type { GridState } from '../state/grid-state.ts';
import { FaultMark } from './fault-mark.tsx';
import { wordFault, wordPlace } from './fault-words.ts';

/** Faults that are listed at first, and with each further press. */
export const LISTED_AT_FIRST = 200;

/** All faults in reading order, those without a sheet on top; each leads to its cell. */
export function FaultList(props: {
  readonly grid: GridState;
  readonly edits: GridEdits;
  readonly idOf: (fault: PlacedFault) => string | undefined;
}) {
  const { t } = useMessages();
  const [most, setMost] = createSignal(LISTED_AT_FIRST);
  const faults = createMemo(() => props.grid.placed().all);
  return (
    <section class="grid-faults" aria-label={t('formGrid.faults')}>
      <div class="grid-faults-head">
        <h2>
          <Show when={faults().length > 0} fallback={t('formGrid.no-faults')}>
            {t('formGrid.fault-count', { count: faults().length })}
          </Show>
        </h2>
        <Show when={faults().some(({ sheet }) => sheet !== null)}>
          <IconButton label={t('formGrid.previous-fault')} isOff={false} onPress={() => props.edits.goToFault(-1)}>
            <path d="M3.5 10 8 5.5 12.5 10" />
          </IconButton>
          <IconButton label={t('formGrid.next-fault')} isOff={false} onPress={() => props.edits.goToFault(1)}>
            <path d="M3.5 6 8 10.5 12.5 6" />
          </IconButton>
        </Show>
      </div>
      <Show when={faults().length > 0}>
        <ol>
          <For each={faults().slice(0, most())}>
            {(placed) => (
              <li>
                <FaultEntry placed={placed} id={props.idOf(placed)} onJump={() => props.grid.jumpTo(placed)} />
              </li>
            )}
          </For>
        </ol>
        <Show when={faults().length > most()}>
          <Button look="quiet" onClick={() => setMost((shown) => shown + LISTED_AT_FIRST)}>
            {t('formGrid.more-faults', { count: faults().length - most() })}
          </Button>
        </Show>
      </Show>
    </section>
  );
}

/** A fault without a sheet has no cell to lead to. */
function FaultEntry(props: {
  readonly placed: PlacedFault;
  readonly id: string | undefined;
  readonly onJump: () => void;
}) {
  const messages = useMessages();
  const fault = () => props.placed.fault;
  const words = () => (
    <>
      <FaultMark severity={fault().severity} />
      <span>
        <span class="only-heard">{messages.t(`formGrid.severity.${fault().severity}`)} </span>
        <span class="grid-fault-place">{wordPlace(fault(), messages)}</span>
        <span id={props.id}>{wordFault(fault(), messages)}</span>
      </span>
    </>
  );
  return (
    <Show when={props.placed.sheet !== null} fallback={<p class="grid-fault">{words()}</p>}>
      <button type="button" class="grid-fault" onClick={() => props.onJump()}>
        {words()}
      </button>
    </Show>
  );
}
