import { createMemo, Show } from 'solid-js';
import type { NodeKey } from '../../../../xforms/form/session.ts';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { Button } from '../../parts/actions/button.tsx';
import { useForm } from '../model/form-context.ts';
import { MendList } from './mend-list.tsx';

/** The end of a form: what must be mended, else the step that finishes it. */
export function EndScreen(props: {
  readonly finishLabel: string | undefined;
  readonly onMend: (node: NodeKey) => void;
  readonly onFinish: () => void;
}) {
  const { model } = useForm();
  const { t } = useMessages();
  const wrong = createMemo(() => model.session.validate().map(({ node }) => node));
  return (
    <div class="form-end" tabindex="-1">
      <p class="form-end-title">{t('form.end.title')}</p>
      <Show
        when={wrong().length > 0}
        fallback={
          <>
            <p>{t('form.end.whole')}</p>
            <Button look="primary" onClick={() => props.onFinish()}>
              {props.finishLabel ?? t('form.finish')}
            </Button>
          </>
        }
      >
        <p>{t('form.end.mend', { count: wrong().length })}</p>
        <MendList nodes={wrong()} onMend={props.onMend} />
      </Show>
    </div>
  );
}
