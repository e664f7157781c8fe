import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import type { Fault } from '../../../../kernel/issue.ts';
import { type Cells, columnsOf, findColumn, parseRecord } from '../../../../kernel/record.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import type { Choice } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import { ErrorSummary } from '../../../../platform/ui/parts/fields/error-summary.tsx';
import { TextArea } from '../../../../platform/ui/parts/fields/text-field.tsx';
import { type KindName, kindNamed } from '../kinds.ts';
import { columnLabel, faultText } from './field-words.ts';
import { RecordField } from './record-field.tsx';

/** A fault, and the column that it is in. */
export interface FormFault extends Fault {
  readonly column?: string | null;
}

interface FormProps {
  readonly kind: KindName;
  /** What the form starts with. */
  readonly cells: Cells;
  readonly isNew: boolean;
  /** Records that a reference may name. */
  readonly candidatesOf: (kind: string) => readonly Choice[];
  /** Saves; returns what the server found wrong. */
  readonly onSave: (cells: Cells, reason: string) => Promise<readonly FormFault[]>;
  readonly onCancel: () => void;
  /** Stands between what is wrong and the fields. */
  readonly children?: JSX.Element;
}

/** The form of any kind of record: a field for each column, errors beside them; a correction asks for its reason. */
export function RecordForm(props: FormProps) {
  const messages = useMessages();
  const [cells, setCells] = createStore<Record<string, string>>({ ...props.cells });
  const [reason, setReason] = createSignal('');
  const [faults, setFaults] = createSignal<readonly FormFault[]>([]);
  const [isBusy, setIsBusy] = createSignal(false);
  const columns = createMemo(() => formColumns(props.kind, props.cells));
  // What somebody else changed meanwhile is taken over, but where this person has typed.
  createEffect(
    on(
      () => props.cells,
      (now, before) => setCells(takeOver(now, before ?? now, cells)),
    ),
  );
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const trimmed = trimCells(cells);
    const found = findFaults(props, trimmed, reason());
    setFaults(found);
    if (found.length > 0) return;
    setIsBusy(true);
    setFaults(await props.onSave(trimmed, reason().trim()).finally(() => setIsBusy(false)));
  };
  const errorOf = (column: string) => {
    const fault = faults().find((found) => found.column === column);
    return fault === undefined ? undefined : faultText(messages, fault);
  };
  const summary = () =>
    faults().map((fault) => ({
      message: `${fault.column ? `${labelOf(messages, props.kind, fault.column)}: ` : ''}${faultText(messages, fault)}`,
      ...(fault.column ? { field: `cell-${fault.column}` } : {}),
    }));
  return (
    <form class="record-form" onSubmit={save} noValidate>
      <ErrorSummary errors={summary()} />
      {props.children}
      <For each={columns()}>
        {(column) => (
          <RecordField
            kind={props.kind}
            column={column}
            value={cells[column] ?? ''}
            error={errorOf(column)}
            isFixed={!props.isNew && column === kindNamed(props.kind).key}
            candidatesOf={props.candidatesOf}
            onInput={(value) => setCells(column, value)}
          />
        )}
      </For>
      <Show when={!props.isNew}>
        <TextArea
          id="cell-reason"
          label={messages.t('desk.reason')}
          hint={messages.t('desk.reason-hint')}
          rows={2}
          value={reason()}
          error={errorOf('reason')}
          onInput={setReason}
        />
      </Show>
      <Buttons>
        <Button type="submit" look="primary" isBusy={isBusy()}>
          {messages.t('ui.save')}
        </Button>
        <Button onClick={() => props.onCancel()}>{messages.t('ui.cancel')}</Button>
      </Buttons>
    </form>
  );
}

/** The columns of the form: those of the kind in three languages, and any further language that the record has. */
function formColumns(kind: KindName, cells: Cells): string[] {
  const columns = columnsOf(kindNamed(kind));
  const further = Object.keys(cells).filter((column) => !columns.includes(column));
  return [...columns, ...further.filter((column) => findColumn(kindNamed(kind), column) !== null)];
}

/** The cells that `now` has otherwise than `before`, where `typed` is still as before. */
function takeOver(now: Cells, before: Cells, typed: Cells): Record<string, string> {
  const columns = new Set([...Object.keys(now), ...Object.keys(before)]);
  const untouched = [...columns].filter((column) => (typed[column] ?? '') === (before[column] ?? ''));
  return Object.fromEntries(untouched.map((column) => [column, now[column] ?? '']));
}

function findFaults(props: FormProps, cells: Cells, reason: string): FormFault[] {
  const read = parseRecord(kindNamed(props.kind), cells);
  const faults: FormFault[] = read.ok ? [] : [...read.error];
  if (!props.isNew && reason.trim() === '') faults.push({ code: 'reason-missing', parameters: {}, column: 'reason' });
  return faults;
}

function trimCells(cells: Cells): Cells {
  const trimmed = Object.entries(cells).map(([column, cell]) => [column, cell.trim()] as const);
  return Object.fromEntries(trimmed.filter(([, cell]) => cell !== ''));
}

function labelOf(messages: ReturnType<typeof useMessages>, kind: KindName, column: string): string {
  return column === 'reason' ? messages.t('desk.reason') : columnLabel(messages, kind, column);
}
