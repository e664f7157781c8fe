import { createSignal, Show } from 'solid-js';
import type { NodeKey } from '../../../../xforms/form/session.ts';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { Button } from '../../parts/actions/button.tsx';
import { useForm } from '../model/form-context.ts';
import { MendList } from './mend-list.tsx';
import { findObstacles, type Obstacles } from './obstacles.ts';
import type { FormRules } from './paged-form.tsx';

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
