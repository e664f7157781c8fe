import { For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { ApiProblem } from '../../../../platform/ui/api.ts';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';

/** Why the plan was not kept: what of it is wrong, or who was first. */
export function Refusal(props: { readonly problem: ApiProblem }) {
  const messages = useMessages();
  const { t } = messages;
  const issues = () =>
    props.problem.issues.map(({ code, parameters }) => messages.find(`issues.${code}`, parameters) ?? code);
  const by = () => (props.problem.code === 'changed-meanwhile' ? props.problem.parameters.by : undefined);
  return (
    <ErrorState
      problem={props.problem}
      actions={
        <div>
          <Show when={by()}>{(name) => <p>{t('plan.changed-by', { name: String(name()) })}</p>}</Show>
          <Show when={props.problem.code === 'conflict' && props.problem.parameters.what}>
            {(what) => <p>{String(what())}</p>}
          </Show>
          <Show when={issues().length > 0}>
            <ul class="plan-faults">
              <For each={issues()}>{(words) => <li>{words}</li>}</For>
            </ul>
          </Show>
        </div>
      }
    />
  );
}
