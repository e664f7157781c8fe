import { createSignal, createUniqueId } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { cellAt } from '../../editing/sheet-cells.ts';
import { listAttributes, NameList } from './names/name-list.tsx';
import { createNameSuggest, type Line } from './names/name-suggest.ts';
import type { GridState } from './state/grid-state.ts';

/** The whole text of the selected cell, with its line breaks, to read and to write. */
export function EditBar(props: { readonly grid: GridState }) {
  const { t } = useMessages();
  const id = `grid-bar-${createUniqueId()}`;
  const grid = props.grid;
  const text = () => grid.draft.current()?.text ?? cellAt(grid.rows(), grid.cursor().row, grid.cursor().column);
  const header = () => cellAt(grid.rows(), 0, grid.cursor().column);
  const write = (next: string) => {
    if (grid.draft.current() === null) grid.draft.begin('bar');
    grid.draft.write(next);
  };
  const [line, setLine] = createSignal<Line>();
  const names = createNameSuggest({ workbook: grid.workbook, line, write });
  const type = (next: string) => {
    write(next);
    if (grid.cursor().row > 0) names.look();
  };
  const leave = () => {
    names.close();
    if (grid.draft.current()?.where === 'bar') grid.draft.keep();
  };
  const press = (event: KeyboardEvent) => {
    if (names.press(event) || event.isComposing || (event.key !== 'Escape' && event.key !== 'Enter')) return;
    if (event.key === 'Enter' && (event.shiftKey || event.altKey)) return;
    event.preventDefault();
    if (event.key === 'Escape') grid.draft.drop();
    else grid.draft.keep();
    if (event.key === 'Enter') grid.move('down');
    else grid.askFocus();
  };
  return (
    <div class="grid-bar">
      <label for={id}>
        <span class="grid-bar-row numeral">{t('formGrid.row', { row: grid.cursor().row + 1 })}</span>
        <span class="grid-bar-column">{header() === '' ? t('formGrid.no-header') : header()}</span>
      </label>
      <textarea
        id={id}
        class="control"
        rows={1}
        spellcheck={false}
        readonly={!grid.canEdit()}
        value={text()}
        ref={setLine}
        {...listAttributes(names)}
        onInput={(event) => type(event.currentTarget.value)}
        onClick={names.close}
        onKeyDown={press}
        onBlur={leave}
      />
      <NameList suggest={names} />
    </div>
  );
}
