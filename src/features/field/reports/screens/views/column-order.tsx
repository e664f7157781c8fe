import { createEffect, createSignal, For, on } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { CrossSign } from '../../../../../platform/ui/parts/marks/cross-sign.tsx';

/** Columns in their order, which is changed by dragging them or by the arrow keys. */
export function ColumnOrder(props: {
  readonly columns: readonly string[];
  readonly nameOf: (id: string) => string;
  readonly onOrder: (columns: readonly string[]) => void;
}) {
  const { t } = useMessages();
  const [dragged, setDragged] = createSignal<string | null>(null);
  const [said, setSaid] = createSignal('');
  let list: HTMLOListElement | undefined;
  /** What has the focus once the columns stand in their new order: until then, it would lose it again. */
  let waiting: (() => HTMLElement | null | undefined) | null = null;
  createEffect(
    on(
      () => props.columns.join(),
      () => {
        waiting?.()?.focus();
        waiting = null;
      },
    ),
  );
  const buttonAt = (at: number, kind: string) =>
    list?.children[Math.min(at, list.children.length - 1)]?.querySelector<HTMLElement>(kind);
  const hide = (id: string, at: number) => {
    waiting = () => buttonAt(at, '.list-chip-remove');
    props.onOrder(props.columns.filter((one) => one !== id));
  };
  const move = (id: string, to: number) => {
    const place = Math.max(0, Math.min(props.columns.length - 1, to));
    const rest = props.columns.filter((one) => one !== id);
    const of = props.columns.length;
    waiting = dragged() === null ? () => buttonAt(place, '.list-mover') : null;
    props.onOrder([...rest.slice(0, place), id, ...rest.slice(place)]);
    setSaid(t('reportList.columns.place', { name: props.nameOf(id), place: place + 1, of }));
  };
  const pass = (over: string) => {
    const id = dragged();
    if (id !== null && id !== over) move(id, props.columns.indexOf(over));
  };
  return (
    <>
      <ol class="list-plain list-scroll" ref={list}>
        <For each={props.columns}>
          {(id, at) => (
            <li
              class="list-column"
              draggable="true"
              data-dragged={dragged() === id ? '' : undefined}
              onDragStart={() => setDragged(id)}
              onDragEnter={() => pass(id)}
              onDragOver={(event) => event.preventDefault()}
              onDragEnd={() => setDragged(null)}
            >
              <Mover name={props.nameOf(id)} onMove={(by) => move(id, at() + by)} />
              <bdi>{props.nameOf(id)}</bdi>
              <button
                type="button"
                class="list-chip-remove"
                aria-label={t('reportList.columns.hide', { name: props.nameOf(id) })}
                onClick={() => hide(id, at())}
              >
                <CrossSign />
              </button>
            </li>
          )}
        </For>
      </ol>
      <p class="only-heard" role="status">
        {said()}
      </p>
    </>
  );
}

function Mover(props: { readonly name: string; readonly onMove: (by: number) => void }) {
  const { t } = useMessages();
  const press = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    props.onMove(by);
  };
  return (
    <button
      type="button"
      class="list-mover"
      aria-label={t('reportList.columns.move', { name: props.name })}
      title={t('reportList.columns.move', { name: props.name })}
      onKeyDown={press}
    >
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <path d="M1.5 3h9M1.5 6h9M1.5 9h9" />
      </svg>
    </button>
  );
}
