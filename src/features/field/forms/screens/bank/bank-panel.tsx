import { createMemo, createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../../platform/i18n/messages.ts';
import { SearchField } from '../../../../../platform/ui/parts/fields/search-field.tsx';
import { SidePanel } from '../../../../../platform/ui/parts/panel/side-panel.tsx';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import type { Workbook } from '../../../../../xforms/workbook/workbook.ts';
import type { BankQuestion } from '../../bank/bank-question.ts';
import { type InsertedQuestion, insertQuestion } from '../../bank/insert-question.ts';
import { columnsOf } from '../../editing/columns/sheet-columns.ts';
import type { BankReply, TemplateReply } from '../../form-replies.ts';
import { BankSourceList } from './bank-source-list.tsx';
import { gatherBank, searchSources } from './gather-bank.ts';
import { labelIn } from './label-in.ts';
import './bank.css';

/** Questions of the templates and of the mission's forms, to be searched and taken into the form that is open. */
export function BankPanel(props: {
  readonly templates: readonly TemplateReply[];
  readonly forms: BankReply['forms'];
  readonly workbook: Workbook;
  /** Row of the survey below which questions are put, as a person counts. */
  readonly afterRow: number;
  /** Told the form with the question in it; the words are empty where the panel itself says what happened. */
  readonly onInsert: (next: Workbook, words: string) => void;
  readonly onClose: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const [words, setWords] = createSignal('');
  const [told, setTold] = createSignal('');
  const sources = createMemo(() => gatherBank(messages, { templates: props.templates, forms: props.forms }));
  const found = createMemo(() => searchSources(sources(), words()));
  const count = () => found().reduce((sum, { questions }) => sum + questions.length, 0);
  const below = createPlace(props);
  const insert = (question: BankQuestion) => {
    const row = below.row();
    const inserted = insertQuestion(props.workbook, question, row);
    setTold(wordInserted(messages, { question, row, inserted }));
    props.onInsert(inserted.workbook, '');
    below.goOn(row + question.rows.length, inserted.workbook);
  };
  return (
    <SidePanel title={t('formViews.bank')} kicker={t('formViews.bank-kicker')} onClose={props.onClose}>
      <div class="bank">
        <div class="bank-head">
          <SearchField label={t('formViews.bank-search')} value={words()} onInput={setWords} />
          <p class="bank-count" role="status">
            {t('formViews.bank-found', { count: count() })}
          </p>
        </div>
        <Show
          when={found().length > 0}
          fallback={<EmptyState title={t(words() === '' ? 'formViews.bank-nothing' : 'formViews.bank-none')} />}
        >
          <For each={found()}>
            {(source) => (
              <BankSourceList source={source} isOpen={words() !== ''} afterRow={below.row()} onInsert={insert} />
            )}
          </For>
        </Show>
        <p class="bank-told" role="status">
          {told()}
        </p>
      </div>
    </SidePanel>
  );
}

/** Where the next question goes: below the last one that was put in, until the cursor moves or the form changes otherwise. */
function createPlace(props: { readonly workbook: Workbook; readonly afterRow: number }) {
  const [last, setLast] = createSignal<{ row: number; workbook: Workbook; afterRow: number } | null>(null);
  return {
    row: createMemo(() => {
      const held = last();
      const isHeld = held !== null && held.workbook === props.workbook && held.afterRow === props.afterRow;
      const rows = columnsOf(props.workbook, 'survey')?.sheet.rows.length ?? 1;
      return Math.max(1, Math.min(isHeld ? held.row : props.afterRow, rows));
    }),
    goOn: (row: number, workbook: Workbook) => setLast({ row, workbook, afterRow: props.afterRow }),
  };
}

/** What was put where, what got another name, and what it refers to in vain. */
function wordInserted(
  { t, language }: Messages,
  given: { readonly question: BankQuestion; readonly row: number; readonly inserted: InsertedQuestion },
): string {
  const { question, row, inserted } = given;
  const name = question.name || labelIn(question.labels, language)?.text || t('formViews.unnamed');
  const renamed = inserted.renamed.map(({ from, to }) => `${from} → ${to}`).join(', ');
  return [
    t('formViews.inserted', { name, row }),
    ...(renamed === '' ? [] : [t('formViews.renamed', { names: renamed })]),
    ...(inserted.missing.length === 0
      ? []
      : [t('formViews.refers-to-missing', { names: inserted.missing.join(', ') })]),
  ].join(' ');
}
