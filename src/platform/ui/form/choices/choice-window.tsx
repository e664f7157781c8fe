import { createEffect, createMemo, createSignal, Index, on, onMount } from 'solid-js';
import type { Choice } from '../../../../xforms/form/session.ts';
import { useForm } from '../model/form-context.ts';
import { wordsOf } from './choice-finder.ts';

/** Rows drawn above and below what is seen. */
const MARGIN = 6;
/** Until the first row is measured. */
const ROW_PX = 56;

interface WindowProps {
  readonly id: string;
  /** Id of the words that say what is chosen here. */
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly active: number;
  readonly chosen: readonly string[];
  readonly isMultiple: boolean;
  readonly onChoose: (choice: Choice) => void;
}

/** A list of choices of which only those in sight are in the document; all rows are of one height. */
export function ChoiceWindow(props: WindowProps) {
  let box: HTMLDivElement | undefined;
  const [top, setTop] = createSignal(0);
  const [rowPx, setRowPx] = createSignal(ROW_PX);
  const [heightPx, setHeightPx] = createSignal(ROW_PX * 6);
  const from = createMemo(() => Math.max(0, Math.floor(top() / rowPx()) - MARGIN));
  const to = createMemo(() => Math.min(props.choices.length, Math.ceil((top() + heightPx()) / rowPx()) + MARGIN));
  const shown = createMemo(() => props.choices.slice(from(), to()));
  onMount(() => {
    const row = box?.querySelector('.choice-option');
    if (row) setRowPx(row.getBoundingClientRect().height || ROW_PX);
    setHeightPx(box?.clientHeight || ROW_PX * 6);
    scrollTo(props.active, 'start');
  });
  const scrollTo = (at: number, edge: 'start' | 'nearest') => {
    if (box === undefined || at < 0) return;
    const [above, below] = [at * rowPx(), (at + 1) * rowPx() - box.clientHeight];
    if (edge === 'start' || above < box.scrollTop) box.scrollTop = above;
    else if (below > box.scrollTop) box.scrollTop = below;
    setTop(box.scrollTop);
  };
  createEffect(
    on(
      () => props.active,
      (at) => scrollTo(at, 'nearest'),
      { defer: true },
    ),
  );
  createEffect(
    on(
      () => props.choices,
      () => box !== undefined && setTop(box.scrollTop),
      { defer: true },
    ),
  );
  return (
    <div
      class="choice-window"
      id={props.id}
      role="listbox"
      tabindex="-1"
      aria-labelledby={props.label}
      aria-multiselectable={props.isMultiple ? 'true' : undefined}
      ref={box}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <div role="presentation" style={{ height: `${from() * rowPx()}px` }} />
      <Index each={shown()}>{(choice, at) => <ChoiceOption {...props} choice={choice()} at={from() + at} />}</Index>
      <div role="presentation" style={{ height: `${Math.max(0, props.choices.length - to()) * rowPx()}px` }} />
    </div>
  );
}

function ChoiceOption(props: Omit<WindowProps, 'choices'> & { readonly choice: Choice; readonly at: number }) {
  const { languageTag } = useForm();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the focus stays in the line that is typed in
    <div
      class="choice-option"
      id={`${props.id}-${props.at}`}
      role="option"
      aria-selected={props.chosen.includes(props.choice.value)}
      data-active={props.at === props.active ? '' : undefined}
      lang={languageTag()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => props.onChoose(props.choice)}
    >
      <span>{wordsOf(props.choice)}</span>
    </div>
  );
}
