import { useSearchParams } from '@solidjs/router';
import { createSignal, Match, Show, Switch } from 'solid-js';
import { compareForms } from '../../../src/features/field/forms/compare/compare-forms.ts';
import { BankPanel } from '../../../src/features/field/forms/screens/bank/bank-panel.tsx';
import { DifferencesView } from '../../../src/features/field/forms/screens/differences/differences-view.tsx';
import { TranslationsView } from '../../../src/features/field/forms/screens/translations/translations-view.tsx';
import { must } from '../../../src/kernel/result.ts';
import type { Workbook } from '../../../src/xforms/workbook/workbook.ts';
import { convertForm } from '../../../src/xforms/xlsform/convert-form.ts';
import { laterEdition, manyTexts } from '../forms/edited-workbooks.ts';
import { faultyVoting } from '../forms/faulty-workbooks.ts';
import { TEMPLATES, templateOf } from '../forms/templates.ts';

/** Translations, bank and differences of a form; `view` says which, `rows` asks for so many choices, `readonly` for texts that cannot be written, `same` for two editions alike. */
export function FormViewsSection() {
  const [query] = useSearchParams();
  return (
    <main class="gallery-grid">
      <h1 class="only-heard">Views of a form</h1>
      <h2 class="only-heard">Voting</h2>
      <Switch>
        <Match when={query.view === 'bank'}>
          <Bank />
        </Match>
        <Match when={query.view === 'differences'}>
          <Differences isSame={query.same !== undefined} />
        </Match>
        <Match when={true}>
          <Translations isReadonly={query.readonly !== undefined} rows={Number(query.rows ?? 0)} />
        </Match>
      </Switch>
    </main>
  );
}

function Translations(props: { readonly isReadonly: boolean; readonly rows: number }) {
  const [workbook, setWorkbook] = createSignal<Workbook>(props.rows > 0 ? manyTexts(props.rows) : faultyVoting());
  const [place, setPlace] = createSignal('');
  const [isShown, setIsShown] = createSignal(true);
  const [isTyping, setIsTyping] = createSignal(false);
  Object.assign(window, { workbookNow: workbook, hideTexts: () => setIsShown(false) });
  return (
    <>
      <Show when={isShown()}>
        <TranslationsView
          workbook={workbook()}
          isReadonly={props.isReadonly}
          onChange={setWorkbook}
          onGo={({ sheet, row, column }) => setPlace([sheet, row, column].join(' '))}
          onTyping={setIsTyping}
        />
      </Show>
      <p class="gallery-typing">{isTyping() ? 'typing' : 'kept'}</p>
      <output>{place()}</output>
    </>
  );
}

function Bank() {
  const [workbook, setWorkbook] = createSignal(templateOf('voting'));
  const [isOpen, setIsOpen] = createSignal(false);
  Object.assign(window, { workbookNow: workbook });
  const forms = [{ formId: 'f1', title: 'Opening of the mission', workbook: templateOf('opening') }];
  return (
    <>
      <button type="button" class="button" onClick={() => setIsOpen(true)}>
        Open the bank
      </button>
      <Show when={isOpen()}>
        <div class="gallery-panel">
          <BankPanel
            templates={TEMPLATES}
            forms={forms}
            workbook={workbook()}
            afterRow={12}
            onInsert={setWorkbook}
            onClose={() => setIsOpen(false)}
          />
        </div>
      </Show>
    </>
  );
}

function Differences(props: { readonly isSame: boolean }) {
  const before = templateOf('voting');
  const after = () => (props.isSame ? before : laterEdition(before));
  return <DifferencesView differences={compareForms(editionOf(before), editionOf(after()))} />;
}

function editionOf(workbook: Workbook) {
  const converted = convertForm(workbook, { formName: 'data', fallbackId: 'voting' });
  return must(converted.ok ? converted.value : null, 'Convert the form');
}
