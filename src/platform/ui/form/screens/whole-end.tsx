import { createSignal, Show } from 'solid-js';
import type { NodeKey, Violation } from '../../../../xforms/form/session.ts';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { Button } from '../../parts/actions/button.tsx';
import { type FormContext, useForm } from '../model/form-context.ts';
import { questionsBelow } from '../walk/stops.ts';
import { MendList } from './mend-list.tsx';
import type { FormRules } from './paged-form.tsx';

/** What stands in the way of finishing. */
interface Obstacles {
  /** Must be mended. */
  readonly stuck: readonly NodeKey[];
  /** May stay, if whoever types says so. */
  readonly loose: readonly NodeKey[];
}

const NONE: Obstacles = { stuck: [], loose: [] };

/** The end of a form that is seen as a whole: what must be mended, what may stay as it is written, and the last step. */
export function WholeEnd(props: {
  readonly rules: FormRules;
  readonly finishLabel: string | undefined;
  /** Called when one wanted to finish and could not. */
  readonly onStuck: () => void;
  readonly onMend: (node: NodeKey) => void;
  readonly onFinish: () => void;
}) {
  const context = useForm();
  const { t } = useMessages();
  const [found, setFound] = createSignal(NONE);
  const finish = () => {
    const { stuck, loose } = setFound(findObstacles(context, props.rules));
    context.model.touch([...stuck, ...loose]);
    if (stuck.length + loose.length === 0) props.onFinish();
    else props.onStuck();
  };
  const finishAsWritten = () => {
    const before = found();
    const { stuck, loose } = setFound(findObstacles(context, props.rules));
    const isNew = loose.some((node) => !before.loose.includes(node));
    if (stuck.length === 0 && !isNew) props.onFinish();
    else props.onStuck();
  };
  return (
    <>
      <Show when={found().stuck.length > 0}>
        <p role="alert">{t('form.end.mend', { count: found().stuck.length })}</p>
        <MendList nodes={found().stuck} onMend={props.onMend} />
      </Show>
      <Show when={found().loose.length > 0}>
        <p role="alert">{t('form.end.written', { count: found().loose.length })}</p>
        <MendList nodes={found().loose} onMend={props.onMend} />
      </Show>
      <div class="buttons">
        <button type="button" class="button form-finish" data-look="primary" onClick={finish}>
          {props.finishLabel ?? t('form.finish')}
        </button>
        <Show when={found().stuck.length === 0 && found().loose.length > 0}>
          <Button onClick={finishAsWritten}>
            {t(props.rules === 'as-written' ? 'form.end.as-written' : 'form.end.as-it-is')}
          </Button>
        </Show>
      </div>
    </>
  );
}

function findObstacles({ model, ports }: FormContext, rules: FormRules): Obstacles {
  const shown = questionsBelow(model, model.session.root);
  const violations = model.session.validate();
  const nodesOf = (some: readonly Violation[]) => some.map(({ node }) => node);
  if (rules === 'kept') {
    const faulty = shown.filter((node) => model.faultOf(node) !== null);
    return { stuck: [...new Set([...nodesOf(violations), ...faulty])], loose: [] };
  }
  const isUnasked = ({ node, kind }: Violation) =>
    kind === 'required' && ports.media === undefined && model.describe(node).control === 'upload';
  const unfinished = shown.filter((node) => model.faultOf(node)?.kind === 'unfinished');
  const stuck = [...new Set([...nodesOf(violations.filter(({ kind }) => kind === 'type')), ...unfinished])];
  const loose = nodesOf(violations.filter((violation) => violation.kind !== 'type' && !isUnasked(violation)));
  return { stuck, loose: loose.filter((node) => !stuck.includes(node)) };
}
