import { createSignal, createUniqueId, For, onMount, Show } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { suggestFor } from '../../../editing/suggestions.ts';
import { listAttributes, NameList } from '../names/name-list.tsx';
import { createNameSuggest, type Line } from '../names/name-suggest.ts';
import type { Draft } from '../state/draft-state.ts';
import type { GridState } from '../state/grid-state.ts';

/** Where a text is written in its cell: a line with suggestions where there are any, else one that grows. */
export function CellEditor(props: {
  readonly grid: GridState;
  readonly draft: Draft;
  /** As the table has it. */
  readonly isDrawing: () => boolean;
}) {
  const { t } = useMessages();
  const list = `grid-suggestions-${createUniqueId()}`;
  const [line, setLine] = createSignal<Line>();
  const names = createNameSuggest({ workbook: props.grid.workbook, line, write: props.grid.draft.write });
  const suggestions = props.draft.text.includes('\n') ? [] : suggestFor(props.grid.workbook(), props.draft);
  onMount(() => {
    const made = line();
    made?.focus({ preventScroll: true });
    made?.setSelectionRange(made.value.length, made.value.length);
  });
  const attributes = () => ({
    'aria-label': t('formGrid.cell-text'),
    spellcheck: false,
    value: props.draft.text,
    ...(props.draft.row === 0 ? {} : listAttributes(names)),
    onInput: (event: InputEvent & { currentTarget: Line }) => {
      props.grid.draft.write(event.currentTarget.value);
      if (props.draft.row > 0) names.look();
    },
    onClick: names.close,
    onKeyDown: (event: KeyboardEvent) => names.press(event) || pressKey(event, props.grid, line()),
    onBlur: () => props.isDrawing() || props.grid.draft.keep(),
  });
  return (
    <>
      <Show
        when={suggestions.length > 0}
        fallback={<textarea {...attributes()} rows={1} class="grid-line" ref={setLine} />}
      >
        <input {...attributes()} type="text" class="grid-line" list={list} autocomplete="off" ref={setLine} />
        <datalist id={list}>
          <For each={suggestions}>{(text) => <option value={text} />}</For>
        </datalist>
      </Show>
      <NameList suggest={names} />
    </>
  );
}

/** Enter keeps and goes down, Tab keeps and goes on, Esc drops; Alt+Enter is a line break. */
function pressKey(event: KeyboardEvent, grid: GridState, line: Line | undefined): void {
  if (event.isComposing) return;
  const leave = (then: () => void) => {
    event.preventDefault();
    then();
  };
  if (event.key === 'Escape') leave(() => [grid.draft.drop(), grid.askFocus()]);
  else if (event.key === 'Tab') leave(() => [grid.draft.keep(), grid.move(event.shiftKey ? 'previous' : 'next')]);
  else if (event.key === 'Enter' && event.altKey && line !== undefined) leave(() => breakLine(grid, line));
  else if (event.key === 'Enter') leave(() => [grid.draft.keep(), grid.move(event.shiftKey ? 'up' : 'down')]);
}

function breakLine(grid: GridState, line: Line): void {
  const at = line.selectionStart ?? line.value.length;
  line.setRangeText('\n', at, line.selectionEnd ?? at, 'end');
  grid.draft.write(line.value);
}
