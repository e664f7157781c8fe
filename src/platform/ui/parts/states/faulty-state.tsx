import { For, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import type { ApiProblem } from '../../api.ts';
import { ErrorState } from './error-state.tsx';

/** Says what went wrong, with everything that the server found wrong with what was sent. The page names the words of `issues`. */
export function FaultyState(props: { readonly problem: ApiProblem }) {
  const messages = useMessages();
  const words = () =>
    props.problem.issues.map(({ code, parameters }) => messages.find(`issues.${code}`, parameters) ?? code);
  const list = () => (
    <ul class="state-faults">
      <For each={words()}>{(word) => <li>{word}</li>}</For>
    </ul>
  );
  return <ErrorState problem={props.problem} actions={<Show when={props.problem.issues.length > 0}>{list()}</Show>} />;
}
