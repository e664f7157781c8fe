import { useSearchParams } from '@solidjs/router';
import { createMemo, createSignal, Show } from 'solid-js';
import { checkForm } from '../../../src/features/field/forms/checking/check-form.ts';
import type { WrittenPlace } from '../../../src/features/field/forms/editing/place-faults.ts';
import { createGridHistory } from '../../../src/features/field/forms/screens/grid/state/grid-history.ts';
import { WorkbookGrid } from '../../../src/features/field/forms/screens/grid/workbook-grid.tsx';
import { Toasts } from '../../../src/platform/ui/parts/actions/toast.tsx';
import { KeysHelp } from '../../../src/platform/ui/parts/palette/keys-help.tsx';
import { listenForRowKeys } from '../../../src/platform/ui/parts/table/row-keys.ts';
import { faultyVoting, manyChoices } from '../forms/faulty-workbooks.ts';

/** The editor of workbooks; `rows` asks for a list of so many choices, `unchecked` for no faults, `readonly` for one that cannot be written in. */
export function GridSection() {
  const [query] = useSearchParams();
  const [workbook, setWorkbook] = createSignal(
    query.rows === undefined ? faultyVoting() : manyChoices(Number(query.rows)),
  );
  const [place, setPlace] = createSignal('');
  const [target, setTarget] = createSignal<WrittenPlace | null>(null);
  const [isShown, setIsShown] = createSignal(true);
  const [isTyping, setIsTyping] = createSignal(false);
  const history = createGridHistory();
  const faults = createMemo(() => (query.unchecked === undefined ? checkForm(workbook(), 'voting').faults : []));
  Object.assign(window, {
    workbookNow: workbook,
    setWorkbookNow: setWorkbook,
    toggleGrid: () => setIsShown(!isShown()),
  });
  listenForRowKeys();
  return (
    <main class="gallery-grid">
      <h1 class="only-heard">Grid</h1>
      <Show when={isShown()}>
        <WorkbookGrid
          workbook={workbook()}
          faults={faults()}
          isReadonly={query.readonly !== undefined}
          onChange={setWorkbook}
          target={target()}
          onSelect={({ sheet, row, column }) => setPlace([sheet, row, column].join(' '))}
          onTyping={setIsTyping}
          history={history}
        />
      </Show>
      <p>
        <button type="button" class="button" onClick={() => setTarget({ sheet: 'choices', row: 3, column: 'name' })}>
          Show choices 3 name
        </button>
        <button type="button" class="button" onClick={() => setIsShown(!isShown())}>
          Look elsewhere and back
        </button>
      </p>
      <p role="status">{place()}</p>
      <output>{isTyping() ? 'typing' : 'kept'}</output>
      <KeysHelp />
      <Toasts />
    </main>
  );
}
