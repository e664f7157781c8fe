import { createUniqueId } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { cellAt } from '../../editing/sheet-cells.ts';
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
  const press = (event: KeyboardEvent) => {
    if (event.isComposing || (event.key !== 'Escape' && event.key !== 'Enter')) return;
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
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={press}
        onBlur={() => grid.draft.current()?.where === 'bar' && grid.draft.keep()}
      />
    </div>
  );
}
