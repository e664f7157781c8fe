import { createEffect, createSignal, type JSX, on } from 'solid-js';
import { createStore } from 'solid-js/store';
import type { Fault } from '../../../../../kernel/issue.ts';
import { type Cells, parseRecord } from '../../../../../kernel/record.ts';
import type { Choice } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { type KindName, kindNamed } from '../../kinds.ts';
import { draftPlace } from './form-draft.ts';

/** A fault, and the column that it is in. */
export interface FormFault extends Fault {
  readonly column?: string | null;
}

/** What a form is about, and what becomes of it. */
export interface FormProps {
  /** Names the form among all that may be open, for what is typed and not saved: `azerbaijan-2024/claim/turnout`. */
  readonly draftName: string;
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

/**
 * The state of a form. What is typed is kept in this tab of the browser until it is saved or given up: closing the
 * panel, going to another page or reading it anew loses nothing.
 */
export function createEditing(props: FormProps) {
  const place = draftPlace(props.draftName);
  const draft = place.find();
  const [cells, setCells] = createStore<Record<string, string>>({ ...props.cells, ...draft?.cells });
  const [reason, setReason] = createSignal(draft?.reason ?? '');
  const [isRestored, setIsRestored] = createSignal(draft !== null);
  // What somebody else changed meanwhile is taken over, but where this person has typed.
  createEffect(
    on(
      () => props.cells,
      (now, before) => before !== undefined && setCells(takeOver(now, before, cells)),
    ),
  );
  const keep = () => place.keep({ cells: typedCells(props.cells, cells), reason: reason() });
  const discard = () => {
    place.forget();
    setIsRestored(false);
    setReason('');
    setCells({ ...Object.fromEntries(Object.keys(cells).map((column) => [column, ''])), ...props.cells });
  };
  return {
    cells,
    reason,
    isRestored,
    discard,
    forget: place.forget,
    setCell: (column: string, value: string) => {
      setCells(column, value);
      keep();
    },
    setReason: (value: string) => {
      setReason(value);
      keep();
    },
  };
}

/** Saving, and what was found wrong; `forget` gives up the draft once it is saved. */
export function createSaving(
  props: FormProps,
  editing: Pick<ReturnType<typeof createEditing>, 'cells' | 'reason' | 'forget'>,
) {
  const [faults, setFaults] = createSignal<readonly FormFault[]>([]);
  const [isBusy, setIsBusy] = createSignal(false);
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const [trimmed, reason] = [trimCells(editing.cells), editing.reason().trim()];
    const found = findFaults(props, trimmed, reason);
    setFaults(found);
    if (found.length > 0) return;
    setIsBusy(true);
    const refused = await props.onSave(trimmed, reason).finally(() => setIsBusy(false));
    if (refused.length === 0) editing.forget();
    setFaults(refused);
  };
  const cancel = () => {
    editing.forget();
    props.onCancel();
  };
  return { faults, isBusy, save, cancel };
}

/** What was typed: the cells that differ from the record, so that a draft undoes nobody else's correction. */
function typedCells(record: Cells, cells: Cells): Cells {
  return Object.fromEntries(Object.entries(cells).filter(([column, cell]) => cell !== (record[column] ?? '')));
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
