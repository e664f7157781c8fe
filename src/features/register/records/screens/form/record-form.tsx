import { createMemo, For, onMount, Show } from 'solid-js';
import { type Cells, columnsOf, findColumn } from '../../../../../kernel/record.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { ErrorSummary } from '../../../../../platform/ui/parts/fields/error-summary.tsx';
import { TextArea } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { type KindName, kindNamed } from '../../kinds.ts';
import { columnLabel, faultText } from '../field-words.ts';
import { createEditing, createSaving, type FormProps } from './form-editing.ts';
import { RecordField } from './record-field.tsx';

/** The form of any kind of record: a field for each column, errors beside them; a correction asks for its reason. */
export function RecordForm(props: FormProps) {
  const messages = useMessages();
  const editing = createEditing(props);
  const saving = createSaving(props, editing);
  const { cells, reason } = editing;
  const { faults } = saving;
  const columns = createMemo(() => formColumns(props.kind, props.cells));
  let form: HTMLFormElement | undefined;
  // Whoever opened the form by keyboard goes on in its first field.
  onMount(() => form?.querySelector<HTMLElement>(':is(input, select, textarea):not([disabled])')?.focus());
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
    <form class="record-form" data-loss="none" ref={form} onSubmit={saving.save} noValidate>
      <ErrorSummary errors={summary()} />
      <Show when={editing.isRestored()}>
        <p class="record-draft" role="status">
          {messages.t('desk.draft')}{' '}
          <Button look="quiet" onClick={editing.discard}>
            {messages.t('desk.draft.discard')}
          </Button>
        </p>
      </Show>
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
            onInput={(value) => editing.setCell(column, value)}
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
          onInput={editing.setReason}
        />
      </Show>
      <Buttons>
        <Button type="submit" look="primary" isBusy={saving.isBusy()}>
          {messages.t('ui.save')}
        </Button>
        <Button onClick={saving.cancel}>{messages.t('ui.cancel')}</Button>
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

function labelOf(messages: ReturnType<typeof useMessages>, kind: KindName, column: string): string {
  return column === 'reason' ? messages.t('desk.reason') : columnLabel(messages, kind, column);
}
