import { createResource, Show } from 'solid-js';
import { useMessages } from '../../../../../../../platform/i18n/language-provider.tsx';
import { formatMoment } from '../../../../../../../platform/ui/moment.ts';
import { Button, Buttons } from '../../../../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../../../../platform/ui/parts/actions/toast.tsx';
import { discardBegun, findBegun } from './begun-correction.ts';
import type { Corrected } from './corrected-version.ts';

/**
 * The correction of a report that this browser keeps and that was not sent.
 *
 * @returns `savedAt`: when it was kept, ISO 8601 in UTC; null: there is none. `lookAgain`: after a form was closed.
 */
export function createUnsent(corrected: Corrected) {
  const [begun, { refetch }] = createResource(() => findBegun(corrected).then((found) => ({ found })));
  const lookAgain = () => void refetch();
  const discard = () => discardBegun(corrected).finally(lookAgain);
  return { savedAt: () => begun.latest?.found?.savedAt ?? null, lookAgain, discard };
}

/** Says that there is one, and lets one go on with it or drop it. */
export function UnsentCorrection(props: {
  readonly unsent: ReturnType<typeof createUnsent>;
  /** How the report stands. */
  readonly state: string;
  readonly canGoOn: boolean;
  readonly onGoOn: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const discard = async () => {
    const bringBack = await props.unsent.discard();
    const run = () => void bringBack().then(props.unsent.lookAgain);
    showToast({ message: t('reports.act.unsent-discarded'), action: { label: t('ui.undo'), run } });
  };
  const closed = () => (props.state === 'void' ? 'reports.act.unsent-void' : 'reports.act.newer-closed');
  return (
    <Show when={props.unsent.savedAt()}>
      {(savedAt) => (
        <section class="report-unsent" aria-label={t('reports.act.unsent-short')}>
          <p>
            {t('reports.act.unsent', { time: formatMoment(messages, savedAt()) })}
            <Show when={!props.canGoOn}> {t(closed())}</Show>
          </p>
          <Buttons>
            <Show when={props.canGoOn}>
              <Button onClick={() => props.onGoOn()}>{t('reports.act.unsent-go-on')}</Button>
            </Show>
            <Button look="quiet" onClick={() => void discard()}>
              {t('reports.act.unsent-discard')}
            </Button>
          </Buttons>
        </section>
      )}
    </Show>
  );
}
