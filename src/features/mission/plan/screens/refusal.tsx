import { Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { ApiProblem } from '../../../../platform/ui/api.ts';
import { FaultyState } from '../../../../platform/ui/parts/states/faulty-state.tsx';

/** Why the plan was not kept: what of it is wrong, or who was first. */
export function Refusal(props: { readonly problem: ApiProblem }) {
  const { t } = useMessages();
  const by = () => (props.problem.code === 'changed-meanwhile' ? props.problem.parameters.by : undefined);
  return (
    <FaultyState problem={props.problem}>
      <Show when={by()}>{(name) => <p>{t('plan.changed-by', { name: String(name()) })}</p>}</Show>
      <Show when={props.problem.code === 'conflict' && props.problem.parameters.what}>
        {(what) => <p>{String(what())}</p>}
      </Show>
    </FaultyState>
  );
}
