import { createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Dialog } from '../../../../../platform/ui/parts/actions/dialog.tsx';
import { Menu, MenuItem } from '../../../../../platform/ui/parts/actions/menu.tsx';
import { IconButton, MenuWords } from './icon-button.tsx';
import type { GridEdits } from './state/grid-edits.ts';
import type { GridState } from './state/grid-state.ts';

/** What can be done with the selected cells, for those who do not know the keys. */
export function GridToolbar(props: { readonly grid: GridState; readonly edits: GridEdits }) {
  const { t } = useMessages();
  const { grid, edits } = props;
  return (
    <div class="grid-toolbar" role="toolbar" aria-label={t('formGrid.tools')}>
      <Show when={grid.canEdit()}>
        <IconButton label={t('formGrid.undo')} isOff={!grid.history.canUndo()} onPress={grid.history.undo}>
          <path d="M6.5 3 3 6.5 6.5 10M3.5 6.5H10A3.25 3.25 0 0 1 10 13H7" />
        </IconButton>
        <IconButton label={t('formGrid.redo')} isOff={!grid.history.canRedo()} onPress={grid.history.redo}>
          <path d="M9.5 3 13 6.5 9.5 10M12.5 6.5H6A3.25 3.25 0 0 0 6 13H9" />
        </IconButton>
        <RowMenu edits={edits} />
      </Show>
      <ColumnMenu grid={grid} edits={edits} />
      <GridKeysHelp />
    </div>
  );
}

function RowMenu(props: { readonly edits: GridEdits }) {
  const { t } = useMessages();
  const { edits } = props;
  return (
    <Menu button={<MenuWords>{t('formGrid.rows')}</MenuWords>}>
      <MenuEntry words={t('formGrid.insert-above')} keys="Alt+Shift+↑" onChoose={edits.insertAbove} />
      <MenuEntry words={t('formGrid.insert-below')} keys="Alt+Shift+↓" onChoose={edits.insertBelow} />
      <MenuEntry words={t('formGrid.move-up')} keys="Alt+↑" onChoose={() => edits.moveRows(-1)} />
      <MenuEntry words={t('formGrid.move-down')} keys="Alt+↓" onChoose={() => edits.moveRows(1)} />
      <MenuEntry words={t('formGrid.delete-rows')} keys="Alt+Delete" onChoose={edits.deleteRows} />
    </Menu>
  );
}

function ColumnMenu(props: { readonly grid: GridState; readonly edits: GridEdits }) {
  const { t } = useMessages();
  const { grid, edits } = props;
  return (
    <Menu button={<MenuWords>{t('formGrid.columns')}</MenuWords>}>
      <Show when={grid.canEdit()}>
        <MenuEntry
          words={t('formGrid.insert-before')}
          keys="Alt+Shift+←"
          onChoose={() => edits.insertColumn('before')}
        />
        <MenuEntry words={t('formGrid.insert-after')} keys="Alt+Shift+→" onChoose={() => edits.insertColumn('after')} />
        <MenuItem onChoose={edits.renameColumn}>{t('formGrid.rename-column')}</MenuItem>
        <MenuEntry words={t('formGrid.delete-columns')} keys="Alt+Shift+Delete" onChoose={edits.deleteColumns} />
      </Show>
      <MenuItem onChoose={() => grid.widths.stretch(1)}>{t('formGrid.wider')}</MenuItem>
      <MenuItem onChoose={() => grid.widths.stretch(-1)}>{t('formGrid.narrower')}</MenuItem>
    </Menu>
  );
}

function MenuEntry(props: { readonly words: string; readonly keys: string; readonly onChoose: () => void }) {
  return (
    <MenuItem onChoose={props.onChoose}>
      {props.words}
      <kbd class="grid-menu-key">{props.keys}</kbd>
    </MenuItem>
  );
}

const KEYS = [
  ['Enter, F2', 'edit'],
  ['Esc', 'cancel'],
  ['Delete', 'clear'],
  ['Tab, Shift+Tab', 'along'],
  ['Esc, Tab', 'leave'],
  ['Shift+↑↓←→', 'stretch'],
  ['Ctrl+C, X, V', 'clipboard'],
  ['Ctrl+Z, Ctrl+Y', 'undo'],
  ['Alt+Enter', 'line'],
  ['Alt+↑, Alt+↓', 'move'],
  ['Alt+Shift+↑, ↓', 'insert-row'],
  ['Alt+Shift+←, →', 'insert-column'],
  ['Alt+Delete', 'delete-row'],
  ['Alt+Shift+Delete', 'delete-column'],
  ['F8, Shift+F8', 'fault'],
] as const;

/** The keys of the grid: the `?` of the desk writes a question mark here. */
function GridKeysHelp() {
  const { t } = useMessages();
  const [isOpen, setIsOpen] = createSignal(false);
  return (
    <>
      <IconButton label={t('formGrid.keys-title')} isOff={false} onPress={() => setIsOpen(true)}>
        <path d="M1.5 4.5h13v7.5h-13ZM4 7h0M6.7 7h0M9.3 7h0M12 7h0M5 9.6h6" />
      </IconButton>
      <Dialog isOpen={isOpen()} title={t('formGrid.keys-title')} onClose={() => setIsOpen(false)}>
        <dl class="grid-keys">
          <For each={KEYS}>
            {([keys, name]) => (
              <div>
                <dt>
                  <kbd>{keys}</kbd>
                </dt>
                <dd>{t(`formGrid.key.${name}`)}</dd>
              </div>
            )}
          </For>
        </dl>
      </Dialog>
    </>
  );
}
