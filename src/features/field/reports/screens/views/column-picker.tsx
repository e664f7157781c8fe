import { createEffect, createSignal, For, on, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../../platform/ui/parts/actions/dialog.tsx';
import { SearchField } from '../../../../../platform/ui/parts/fields/search-field.tsx';
import type { ListColumn } from '../../arrivals/list/list-column.ts';
import { FIRST_VIEW, type ListView } from '../../arrivals/list/list-view.ts';
import { findColumns } from '../narrow/column-search.tsx';
import type { ListDesk } from '../rows/list-desk.ts';
import { ColumnOrder } from './column-order.tsx';

/** Which columns the list has, and in which order; what is chosen is seen at once. */
export function ColumnPicker(props: {
  readonly desk: ListDesk;
  readonly view: ListView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const show = (columns: readonly string[]) => props.desk.show({ ...props.view, columns });
  return (
    <Dialog
      isLossless
      isOpen={props.isOpen}
      title={t('reportList.columns')}
      width="wide"
      onClose={props.onClose}
      actions={
        <Buttons>
          <Button look="primary" onClick={props.onClose}>
            {t('ui.close')}
          </Button>
          <Button look="quiet" onClick={() => show(FIRST_VIEW.columns)}>
            {t('reportList.columns.reset')}
          </Button>
        </Buttons>
      }
    >
      <div class="list-columns">
        <section class="list-stack">
          <h3 class="list-heading">{t('reportList.columns.shown')}</h3>
          <p class="arrival-small">{t('reportList.columns.first')}</p>
          <ColumnOrder
            columns={props.view.columns}
            nameOf={(id) => props.desk.words.columnName(props.desk.findColumn(id))}
            onOrder={show}
          />
        </section>
        <OtherColumns
          others={props.desk.columns().filter(({ id }) => !props.view.columns.includes(id))}
          nameOf={props.desk.words.columnName}
          hasForm={props.view.form !== null}
          onAdd={(id) => show([...props.view.columns, id])}
        />
      </div>
    </Dialog>
  );
}

function OtherColumns(props: {
  readonly others: readonly ListColumn[];
  readonly nameOf: (column: ListColumn) => string;
  readonly hasForm: boolean;
  readonly onAdd: (id: string) => void;
}) {
  const { t } = useMessages();
  const [text, setText] = createSignal('');
  let section: HTMLElement | undefined;
  let list: HTMLUListElement | undefined;
  let added: number | null = null;
  const add = (id: string, at: number) => {
    added = at;
    props.onAdd(id);
  };
  const found = () => findColumns(props.others, text(), props.nameOf);
  const take = () => {
    const [only, ...rest] = found();
    if (only === undefined || rest.length > 0) return false;
    props.onAdd(only.id);
    setText('');
    return true;
  };
  const focusNear = (at: number) => {
    const buttons = list?.querySelectorAll('button') ?? [];
    const neighbour = buttons[Math.min(at, buttons.length - 1)];
    if (neighbour !== undefined) return neighbour.focus();
    // It was the only one that was found: one looks for the next.
    setText('');
    section?.querySelector<HTMLElement>('[data-search]')?.focus();
  };
  createEffect(
    on(
      () => props.others.length,
      () => {
        // The entry is gone: its neighbour has the focus, so that several can be added one after the other.
        if (added !== null) focusNear(added);
        added = null;
      },
    ),
  );
  return (
    <section class="list-stack" ref={section}>
      <h3 class="list-heading">{t('reportList.columns.others')}</h3>
      <SearchField label={t('reportList.columns.find')} value={text()} onInput={setText} onTake={take} />
      <ul class="list-plain list-scroll" ref={list}>
        <For each={found()} fallback={<li class="arrival-small">{t('reportList.no-column')}</li>}>
          {(column, at) => (
            <li>
              <button
                type="button"
                class="menu-item"
                aria-label={t('reportList.columns.show', { name: props.nameOf(column) })}
                onClick={() => add(column.id, at())}
              >
                <span aria-hidden="true">+</span> <bdi>{props.nameOf(column)}</bdi>
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={!props.hasForm}>
        <p class="arrival-small">{t('reportList.questions-hint')}</p>
      </Show>
    </section>
  );
}
