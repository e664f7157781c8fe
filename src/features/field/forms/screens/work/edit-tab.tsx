import { useSearchParams } from '@solidjs/router';
import { createEffect, createMemo, createSignal, onCleanup, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import type { Workbook } from '../../../../../xforms/workbook/workbook.ts';
import type { WrittenPlace } from '../../editing/place-faults.ts';
import type { BankReply } from '../../form-replies.ts';
import { BankPanel } from '../bank/bank-panel.tsx';
import { WorkbookGrid } from '../grid/workbook-grid.tsx';
import { PhonePreview } from '../preview/phone-preview.tsx';
import type { FormSubject } from '../view/form-subject.ts';
import type { FormFrame } from './form-frame.ts';
import type { FormWork } from './form-work.ts';

/** The workbook as a grid, with the bank of questions and the phone beside it where they are wanted. */
export function EditTab(props: {
  readonly frame: FormFrame;
  /** Null: only to be looked at. */
  readonly work: FormWork | null;
  readonly subject: FormSubject;
}) {
  const { t } = useMessages();
  const [query, setQuery] = useSearchParams();
  const [place, setPlace] = createSignal<WrittenPlace | null>(null);
  const asked = createMemo(() => query.cell);
  const target = createMemo(() => targetOf(asked()));
  const isPhoneShown = () => query.phone !== undefined;
  const change = (next: Workbook) => props.work?.change(next);
  const afterRow = () => {
    const here = place();
    const rows = props.subject.workbook.sheets.find(({ name }) => name === 'survey')?.rows.length ?? 1;
    return here?.sheet === 'survey' && here.row !== null ? here.row : rows;
  };
  const insert = (next: Workbook, words: string) => {
    change(next);
    if (words !== '') showToast({ message: words });
  };
  const bank = () => (
    <Bank
      mission={props.frame.mission}
      workbook={props.subject.workbook}
      afterRow={afterRow()}
      onInsert={insert}
      onClose={() => props.frame.onPanel(null)}
    />
  );
  onCleanup(() => props.frame.onPanel(null));
  return (
    <>
      <Buttons>
        <Show when={props.work}>
          <Button onClick={() => props.frame.onPanel(bank)}>{t('forms.bank')}</Button>
        </Show>
        <Button
          aria-pressed={isPhoneShown()}
          onClick={() => setQuery({ phone: isPhoneShown() ? null : '1' }, { replace: true, scroll: false })}
        >
          {t('forms.phone-beside')}
        </Button>
      </Buttons>
      <Show when={props.work === null && props.frame.canEdit}>
        <p class="forms-note">{t(props.frame.reply.draft === null ? 'forms.read-only' : 'forms.read-only-version')}</p>
      </Show>
      <div class="form-edit" data-phone={isPhoneShown() ? '' : undefined}>
        <WorkbookGrid
          workbook={props.subject.workbook}
          faults={props.subject.checked.faults}
          isReadonly={props.work === null}
          onChange={change}
          target={target()}
          onSelect={setPlace}
          onTyping={props.work?.setTyping}
          history={props.work?.history}
        />
        <Show when={isPhoneShown()}>
          <aside aria-label={t('forms.tab.phone')}>
            <PhonePreview subject={props.subject} />
          </aside>
        </Show>
      </div>
    </>
  );
}

/** The cell that the address names: `?cell=survey.7.label`. */
function targetOf(cell: string | string[] | undefined): WrittenPlace | null {
  if (typeof cell !== 'string') return null;
  const [sheet = '', row = '', ...column] = cell.split('.');
  return { sheet, row: Number(row) || null, column: column.length === 0 ? null : column.join('.') };
}

function Bank(props: {
  readonly mission: string;
  readonly workbook: Workbook;
  readonly afterRow: number;
  readonly onInsert: (next: Workbook, words: string) => void;
  readonly onClose: () => void;
}) {
  const [bank, setBank] = createSignal<BankReply | null>(null);
  createEffect(() => {
    const path = `/api/missions/${encodeURIComponent(props.mission)}/question-bank`;
    void api.get<BankReply>(path).then(setBank);
  });
  return (
    <Show when={bank()}>
      {(reply) => (
        <BankPanel
          templates={reply().templates}
          forms={reply().forms}
          workbook={props.workbook}
          afterRow={props.afterRow}
          onInsert={props.onInsert}
          onClose={props.onClose}
        />
      )}
    </Show>
  );
}
