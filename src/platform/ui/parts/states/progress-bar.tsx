import { createUniqueId, type JSX, Show } from 'solid-js';
import './states.css';

/** How far long work has come; without `value`, that it is under way. */
export function ProgressBar(props: {
  readonly label: JSX.Element;
  readonly value?: number | undefined;
  readonly max?: number | undefined;
  /** In words: `3 of 24 files`. */
  readonly detail?: JSX.Element | undefined;
}) {
  const id = `progress-${createUniqueId()}`;
  return (
    <div class="progress">
      <label for={id}>{props.label}</label>
      <Show when={props.detail}>
        <span class="progress-detail numeral">{props.detail}</span>
      </Show>
      {/* Without a value, the attribute must be absent: the bar then says only that work is under way. */}
      <progress id={id} {...(props.value === undefined ? {} : { value: props.value })} max={props.max ?? 1} />
    </div>
  );
}
