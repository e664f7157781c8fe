import { type JSX, Show } from 'solid-js';
import './states.css';

/** Says why there is nothing here, and what can be done about it. */
export function EmptyState(props: {
  readonly title: JSX.Element;
  readonly children?: JSX.Element | undefined;
  readonly actions?: JSX.Element | undefined;
}) {
  return (
    <div class="state">
      <p class="state-title">{props.title}</p>
      <Show when={props.children}>
        <p>{props.children}</p>
      </Show>
      <Show when={props.actions}>
        <div class="buttons">{props.actions}</div>
      </Show>
    </div>
  );
}
