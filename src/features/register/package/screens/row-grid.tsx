import { createUniqueId, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../platform/ui/parts/actions/button.tsx';
import type { PackageIssue } from '../package.ts';
import { type FaultyRow, type FaultyTable, withCell } from './faulty-rows.ts';
import type { ImportWork } from './import-work.ts';
import { wordIssue } from './issue-words.ts';

/** Rows with errors as a grid to write in: the message stands at the cell. Enter goes to the next cell at fault. */
export function RowGrid(props: { readonly table: FaultyTable; readonly isWhole: boolean; readonly work: ImportWork }) {
  const { t } = useMessages();
  const header = () => props.work.correctionOf({ file: props.table.file, row: 1 })?.cells ?? props.table.columns;
  const shown = () => (props.isWhole ? props.table.columns.map((_, index) => index) : props.table.concerned);
  const longest = () => Math.max(props.table.columns.length, ...props.table.rows.map(({ cells }) => cells.length));
  const extra = () =>
    Array.from({ length: longest() - props.table.columns.length }, (_, i) => props.table.columns.length + i);
  const setHeader = (index: number, text: string) =>
    props.work.correct({ file: props.table.file, row: 1, cells: withCell(header(), { index, text }) });
  return (
    <Show when={props.table.rows.length > 0 || props.table.header.length > 0}>
      <div class="import-frame" {...scrollable(t('import.grid', { file: props.table.file }))}>
        <table class="import-grid" onKeyDown={goToNextFault}>
          <caption class="only-heard">{t('import.grid', { file: props.table.file })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('import.grid.row')}</th>
              <For each={shown()}>
                {(index) => (
                  <HeaderCell
                    text={header()[index] ?? ''}
                    issues={props.table.header.filter(({ column }) => column === props.table.columns[index])}
                    onInput={(text) => setHeader(index, text)}
                  />
                )}
              </For>
              <For each={extra()}>{() => <th scope="col">{t('import.grid.extra')}</th>}</For>
              <th scope="col">
                <span class="only-heard">{t('import.grid.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={props.table.rows}>
              {(row) => <GridRow row={row} table={props.table} shown={[...shown(), ...extra()]} work={props.work} />}
            </For>
          </tbody>
        </table>
      </div>
    </Show>
  );
}

/** Attributes of a frame that scrolls: it can be reached by keyboard, and says what it is. */
function scrollable(label: string) {
  return { role: 'region', tabindex: 0, 'aria-label': label } as const;
}

/** The name of a column; where it is at fault, it can be written anew, or emptied to leave the column out. */
function HeaderCell(props: {
  readonly text: string;
  readonly issues: readonly PackageIssue[];
  readonly onInput: (text: string) => void;
}) {
  const { t } = useMessages();
  return (
    <Show when={props.issues.length > 0} fallback={<th scope="col">{props.text}</th>}>
      <th scope="col">
        <CellInput label={t('import.grid.header')} text={props.text} issues={props.issues} onInput={props.onInput} />
        <p class="import-hint">{t('import.grid.header-hint')}</p>
      </th>
    </Show>
  );
}

function GridRow(props: {
  readonly row: FaultyRow;
  readonly table: FaultyTable;
  readonly shown: readonly number[];
  readonly work: ImportWork;
}) {
  const messages = useMessages();
  const { t } = messages;
  const place = () => ({ file: props.table.file, row: props.row.row });
  const correction = () => props.work.correctionOf(place());
  const isLeftOut = () => correction() !== null && correction()?.cells === null;
  const cells = () => correction()?.cells ?? props.row.cells;
  const width = () => props.table.columns.length;
  const padded = () => Array.from({ length: Math.max(width(), cells().length) }, (_, index) => cells()[index] ?? '');
  const issuesAt = (index: number) => {
    const column = props.table.columns[index];
    return props.row.issues.filter((issue) => issue.column !== null && issue.column === column);
  };
  const rowIssues = () =>
    props.row.issues.filter(({ column }) => column === null || !props.table.columns.includes(column));
  const set = (index: number, text: string) =>
    props.work.correct({ ...place(), cells: withCell(padded(), { index, text }) });
  const fit = () => props.work.correct({ ...place(), cells: padded().slice(0, width()) });
  return (
    <tr data-left-out={isLeftOut() ? '' : undefined} data-corrected={correction() === null ? undefined : ''}>
      <th scope="row">
        {props.row.row}
        <Show when={correction() !== null}>
          <span class="import-hint">{t(isLeftOut() ? 'import.grid.left-out' : 'import.grid.corrected')}</span>
        </Show>
        <For each={rowIssues()}>
          {(issue) => (
            <p class={issue.severity === 'error' ? 'field-error' : 'import-warning'}>{wordIssue(issue, messages)}</p>
          )}
        </For>
      </th>
      <For each={props.shown}>
        {(index) => (
          <td>
            <CellInput
              label={t('import.grid.cell', { row: props.row.row, column: props.table.columns[index] ?? index + 1 })}
              text={cells()[index] ?? ''}
              issues={issuesAt(index)}
              disabled={isLeftOut()}
              onInput={(text) => set(index, text)}
            />
          </td>
        )}
      </For>
      <td class="import-actions">
        <RowActions
          isChanged={correction() !== null}
          isOdd={cells().length !== width() && !isLeftOut()}
          onUndo={() => props.work.undo(place())}
          onFit={fit}
          onLeaveOut={() => props.work.correct({ ...place(), cells: null })}
        />
      </td>
    </tr>
  );
}

function RowActions(props: {
  readonly isChanged: boolean;
  readonly isOdd: boolean;
  readonly onUndo: () => void;
  readonly onFit: () => void;
  readonly onLeaveOut: () => void;
}) {
  const { t } = useMessages();
  return (
    <>
      <Show when={props.isOdd}>
        <Button look="quiet" onClick={() => props.onFit()}>
          {t('import.grid.fit')}
        </Button>
      </Show>
      <Show
        when={props.isChanged}
        fallback={
          <Button look="quiet" onClick={() => props.onLeaveOut()}>
            {t('import.grid.leave-out')}
          </Button>
        }
      >
        <Button look="quiet" onClick={() => props.onUndo()}>
          {t('ui.undo')}
        </Button>
      </Show>
    </>
  );
}

/** One cell to write in; a text of several lines keeps them. */
function CellInput(props: {
  readonly label: string;
  readonly text: string;
  readonly issues: readonly PackageIssue[];
  readonly disabled?: boolean | undefined;
  readonly onInput: (text: string) => void;
}) {
  const messages = useMessages();
  const id = `import-cell-${createUniqueId()}`;
  const isFaulty = () => props.issues.some(({ severity }) => severity === 'error');
  const attributes = () => ({
    class: 'control',
    'aria-label': props.label,
    'aria-invalid': isFaulty() ? ('true' as const) : undefined,
    'aria-describedby': props.issues.length > 0 ? id : undefined,
    disabled: props.disabled,
    dir: 'auto' as const,
  });
  const isLong = () => props.text.includes('\n') || props.text.length > 60;
  return (
    <>
      <Show
        when={isLong()}
        fallback={
          <input {...attributes()} value={props.text} onInput={(event) => props.onInput(event.currentTarget.value)} />
        }
      >
        <textarea
          {...attributes()}
          rows={3}
          value={props.text}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      </Show>
      <Show when={props.issues.length > 0}>
        <p class={isFaulty() ? 'field-error' : 'import-warning'} id={id}>
          {props.issues.map((issue) => wordIssue(issue, messages)).join(' ')}
        </p>
      </Show>
    </>
  );
}

/** Enter goes to the next cell at fault, with Shift to the one before; in a text of several lines it breaks the line. */
function goToNextFault(event: KeyboardEvent & { currentTarget: HTMLTableElement }): void {
  if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
  const faults = [...event.currentTarget.querySelectorAll<HTMLElement>('[aria-invalid]:not(:disabled)')];
  const position = (other: HTMLElement) => (event.target as HTMLElement).compareDocumentPosition(other);
  const next = event.shiftKey
    ? faults.filter((other) => position(other) & Node.DOCUMENT_POSITION_PRECEDING).at(-1)
    : faults.find((other) => position(other) & Node.DOCUMENT_POSITION_FOLLOWING);
  event.preventDefault();
  next?.focus();
}
