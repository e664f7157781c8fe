import { createSignal, createUniqueId, For, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import './chart-frame.css';

/** What every chart is given. */
export interface ChartWords {
  /** What is shown. */
  readonly title: string;
  /** A sentence that says what is seen. */
  readonly caption: string;
}

/** The table behind a chart: everything that it draws, in words. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly JSX.Element[])[];
}

interface FrameProps extends ChartWords {
  readonly table: () => ChartTable;
  /** Draws the chart at this width in px; called again when the width changes. */
  readonly children: JSX.Element;
  /** What the signs mean, where they are not labelled directly. */
  readonly key?: JSX.Element | undefined;
}

/** The frame of every chart: title above, the picture, a caption and the table behind it. */
export function ChartFrame(props: FrameProps) {
  const { t } = useMessages();
  const id = `chart-${createUniqueId()}`;
  const [isOpen, setIsOpen] = createSignal(false);
  return (
    <figure class="chart" aria-labelledby={id}>
      <p class="chart-title" id={id}>
        {props.title}
      </p>
      <Show when={props.key}>
        <div class="chart-key">{props.key}</div>
      </Show>
      {props.children}
      <figcaption class="chart-caption">{props.caption}</figcaption>
      <details class="chart-table" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary>{t('ui.chart.show-table')}</summary>
        <Show when={isOpen()}>
          <BehindTable table={props.table()} title={props.title} />
        </Show>
      </details>
    </figure>
  );
}

function BehindTable(props: { readonly table: ChartTable; readonly title: string }) {
  return (
    <section class="chart-table-frame" aria-label={props.title} tabindex="0">
      <table class="table">
        <thead>
          <tr>
            <For each={props.table.columns}>{(column) => <th scope="col">{column}</th>}</For>
          </tr>
        </thead>
        <tbody>
          <For each={props.table.rows}>
            {(row) => (
              <tr>
                <For each={row}>{(cell, index) => (index() === 0 ? <th scope="row">{cell}</th> : <td>{cell}</td>)}</For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </section>
  );
}
