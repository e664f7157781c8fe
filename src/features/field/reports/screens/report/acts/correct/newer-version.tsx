import { createResource, createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../../../platform/ui/api.ts';
import { carryOver } from '../../../../../../../platform/ui/fill-form/carry-over.ts';
import { keptDraft } from '../../../../../../../platform/ui/fill-form/kept-draft.ts';
import { loadFormToFill } from '../../../../../../../platform/ui/fill-form/load-form.ts';
import { Button, Buttons } from '../../../../../../../platform/ui/parts/actions/button.tsx';
import { ErrorState } from '../../../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../../../platform/ui/parts/states/skeleton.tsx';
import { createRequest } from '../../../../../../../platform/ui/request.ts';
import type { ReportReply } from '../../../../arrivals/arrival-replies.ts';
import type { ShownStanding } from '../../../../arrivals/standing-replies.ts';
import { ChangesView } from '../../history/changes-view.tsx';
import { type CorrectedVersion, draftKeyOf, loadRecord, versionOf } from './corrected-version.ts';

interface NewerVersionProps {
  /** Of the report, as an address. */
  readonly path: string;
  readonly missionPath: string;
  readonly account: string;
  /** The version that was corrected, which does not stand any more. */
  readonly seen: CorrectedVersion;
  readonly onGoOn: (next: CorrectedVersion) => void;
}

/** Says that somebody else changed the report while it was corrected, and what; and lets one go on with what stands now. */
export function NewerVersion(props: NewerVersionProps) {
  const { t } = useMessages();
  const [reply, { refetch }] = createResource(() => api.get<ReportReply>(props.path));
  return (
    <div class="state state-error report-newer" role="alert">
      <p class="state-title">{t('reports.act.newer')}</p>
      <p>{t('reports.act.newer-hint')}</p>
      <Show when={reply.error === undefined} fallback={<ErrorState problem={reply.error} onRetry={refetch} />}>
        <Show when={reply.latest?.standing} fallback={<Skeleton rows={3} />}>
          {(standing) => <WaysOn {...props} standing={standing()} onAgain={() => void refetch()} />}
        </Show>
      </Show>
    </div>
  );
}

function WaysOn(props: NewerVersionProps & { readonly standing: ShownStanding; readonly onAgain: () => void }) {
  const messages = useMessages();
  const { t } = messages;
  const { isBusy, problem, run } = createRequest();
  const [isStuck, setIsStuck] = createSignal(false);
  const next = () => versionOf(props.standing);
  const canCorrect = () => props.standing.acts.includes('correct') && props.standing.version !== null;
  const canTakeOver = () => !isStuck() && !next().isHeld && next().form === props.seen.form;
  const keyOf = (version: CorrectedVersion) => draftKeyOf(props, version);
  const takeOver = () =>
    run(async () => {
      const to = next();
      const form = await loadFormToFill(`${props.missionPath}/forms/${to.form}`);
      const from = { key: keyOf(props.seen), record: await loadRecord(props.path, props.seen) };
      const over = { key: keyOf(to), record: await loadRecord(props.path, to) };
      if (await carryOver(form, { from, to: over, language: messages.language })) props.onGoOn(to);
      else setIsStuck(true);
    });
  const beginAnew = () =>
    run(async () => {
      await keptDraft(keyOf(props.seen)).remove();
      props.onGoOn(next());
    });
  return (
    <>
      <details open>
        <summary>{t('reports.changes')}</summary>
        <ChangesView path={props.path} from={props.seen.on} to={next().on} />
      </details>
      <Show when={problem()}>{(found) => <ErrorState problem={found()} onRetry={props.onAgain} />}</Show>
      <Show when={isStuck()}>
        <p>{t('reports.act.newer-stuck')}</p>
      </Show>
      <Show when={canCorrect()} fallback={<p>{t('reports.act.newer-closed')}</p>}>
        <Buttons>
          <Show when={canTakeOver()}>
            <Button look="primary" isBusy={isBusy()} onClick={() => void takeOver()}>
              {t('reports.act.newer-take-over')}
            </Button>
          </Show>
          <Button isBusy={isBusy()} onClick={() => void beginAnew()}>
            {t('reports.act.newer-anew')}
          </Button>
        </Buttons>
      </Show>
    </>
  );
}
