import { type JSX, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { STATUS_SHAPES, type Status } from './mark-shapes.tsx';
import './marks.css';

/**
 * A status as shape and word, never as colour alone. The word is ours unless children give another; `isBrief` leaves
 * it to screen readers and to the tooltip, for cells where the column already says what the shapes mean.
 */
export function StatusMark(props: {
  readonly status: Status;
  readonly isBrief?: boolean | undefined;
  readonly children?: JSX.Element;
}) {
  const { t } = useMessages();
  const word = () => props.children ?? t(`ui.status.${props.status}`);
  return (
    <span
      class="status-mark"
      data-status={props.status}
      title={props.isBrief ? t(`ui.status.${props.status}`) : undefined}
    >
      <StatusShape status={props.status} />
      <Show when={props.isBrief} fallback={<span class="status-word">{word()}</span>}>
        <span class="only-heard">{word()}</span>
      </Show>
    </span>
  );
}

/** The shape alone, for a place where the word stands beside it. */
export function StatusShape(props: { readonly status: Status }) {
  return (
    <svg
      class="status-shape"
      data-status={props.status}
      viewBox="-0.5 -0.5 13 13"
      width="13"
      height="13"
      aria-hidden="true"
    >
      {STATUS_SHAPES[props.status]()}
    </svg>
  );
}

/** A short word that sorts a thing into a class: `official`, `party`. Says no more than its word. */
export function Badge(props: { readonly children: JSX.Element }) {
  return <span class="badge">{props.children}</span>;
}
