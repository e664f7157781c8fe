import { type JSX, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { Button } from '../actions/button.tsx';
import { type KnownProblem, wordProblem } from './problem-words.ts';
import { SignInLink } from './signed-out.tsx';
import './states.css';

/** Says what went wrong and what to do, in the reader's language. */
export function ErrorState(props: {
  readonly problem: KnownProblem;
  readonly onRetry?: (() => void) | undefined;
  readonly actions?: JSX.Element | undefined;
}) {
  const messages = useMessages();
  const words = () => wordProblem(messages, props.problem);
  const isSignedOut = () => props.problem.code === 'signed-out';
  return (
    <div class="state state-error" role="alert">
      <p class="state-title">{words().title}</p>
      <p>{words().advice}</p>
      <Show when={props.onRetry !== undefined || props.actions || isSignedOut()}>
        <div class="buttons">
          <Show when={isSignedOut()}>
            <SignInLink />
          </Show>
          <Show when={props.onRetry}>
            {(onRetry) => <Button onClick={() => onRetry()()}>{messages.t('ui.retry')}</Button>}
          </Show>
          {props.actions}
        </div>
      </Show>
    </div>
  );
}
