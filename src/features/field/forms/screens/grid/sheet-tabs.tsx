import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Menu, MenuItem } from '../../../../../platform/ui/parts/actions/menu.tsx';
import { addSheet, likelyNames, missingSheets, removeSheet, renameSheet } from '../../editing/edit-sheets.ts';
import { FaultMark } from './faults/fault-mark.tsx';
import { MenuWords } from './icon-button.tsx';
import type { GridState } from './state/grid-state.ts';

/** The sheets of the workbook side by side, each with what is wrong in it, and a menu to add and to take out. */
export function SheetTabs(props: { readonly grid: GridState; readonly panel: string }) {
  const { t } = useMessages();
  let strip: HTMLDivElement | undefined;
  const names = () => props.grid.workbook().sheets.map(({ name }) => name);
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = names().at((names().indexOf(props.grid.sheet()) + step) % names().length);
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    props.grid.showSheet(next);
    strip?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  };
  return (
    <div class="grid-sheets">
      <div class="grid-tabs" role="tablist" aria-label={t('formGrid.sheets')} ref={strip} onKeyDown={press}>
        <For each={names()}>{(name) => <SheetTab grid={props.grid} name={name} panel={props.panel} />}</For>
      </div>
      <Show when={props.grid.canEdit()}>
        <SheetMenu grid={props.grid} />
      </Show>
    </div>
  );
}

function SheetTab(props: { readonly grid: GridState; readonly name: string; readonly panel: string }) {
  const { t } = useMessages();
  const isShown = () => props.grid.sheet() === props.name;
  const faults = () => props.grid.placed().sheets.get(props.name);
  return (
    <button
      type="button"
      role="tab"
      aria-selected={isShown()}
      aria-controls={props.panel}
      tabindex={isShown() ? 0 : -1}
      onClick={() => props.grid.showSheet(props.name)}
    >
      {props.name}
      <For each={['error', 'warning'] as const}>
        {(severity) => {
          const count = () => (severity === 'error' ? faults()?.errors : faults()?.warnings) ?? 0;
          return (
            <Show when={count() > 0}>
              <span class="grid-tab-count numeral" data-severity={severity}>
                <FaultMark severity={severity} />
                <span aria-hidden="true">{count()}</span>
                <span class="only-heard">{t(`formGrid.count.${severity}`, { count: count() })}</span>
              </span>
            </Show>
          );
        }}
      </For>
    </button>
  );
}

function SheetMenu(props: { readonly grid: GridState }) {
  const { t } = useMessages();
  const grid = props.grid;
  const rename = (next: string) => {
    grid.apply((workbook) => renameSheet(workbook, grid.sheet(), next));
    grid.showSheet(next);
  };
  return (
    <Menu button={<MenuWords>{t('formGrid.sheet')}</MenuWords>}>
      <For each={missingSheets(grid.workbook())}>
        {(name) => (
          <MenuItem
            onChoose={() => {
              grid.apply((workbook) => addSheet(workbook, name));
              grid.showSheet(name);
            }}
          >
            {t('formGrid.sheet-add', { name })}
          </MenuItem>
        )}
      </For>
      <For each={likelyNames(grid.workbook(), grid.sheet())}>
        {(name) => (
          <MenuItem onChoose={() => rename(name)}>{t('formGrid.sheet-rename', { from: grid.sheet(), name })}</MenuItem>
        )}
      </For>
      <Show when={grid.workbook().sheets.length > 1}>
        <MenuItem onChoose={() => grid.apply((workbook) => removeSheet(workbook, grid.sheet()))}>
          {t('formGrid.sheet-remove', { name: grid.sheet() })}
        </MenuItem>
      </Show>
    </Menu>
  );
}
