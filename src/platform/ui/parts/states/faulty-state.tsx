import { For, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import type { ApiProblem } from '../../api.ts';
import { ErrorState } from './error-state.tsx';

/**
 * Says what went wrong, with everything that the server found wrong with what was sent, below what else the page knows of it. The
 * page names the words of `issues`.
 */
export function FaultyState(props: { readonly problem: ApiProblem; readonly children?: JSX.Element }) {
  const messages = useMessages();
  const words = () =>
    props.problem.issues.map(({ code, parameters }) => messages.find(`issues.${code}`, parameters) ?? code);
  const told = () => (
    <div>
      {props.children}
      <Show when={words().length > 0}>
        <ul class="state-faults">
          <For each={words()}>{(word) => <li>{word}</li>}</For>
        </ul>
      </Show>
    </div>
  );
  return <ErrorState problem={props.problem} actions={told()} />;
}
