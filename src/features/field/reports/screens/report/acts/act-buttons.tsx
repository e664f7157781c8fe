import { createSignal, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { ApiProblem } from '../../../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../../../platform/ui/parts/actions/dialog.tsx';
import { showToast } from '../../../../../../platform/ui/parts/actions/toast.tsx';
import type { ShownStanding } from '../../../arrivals/standing-replies.ts';
import { type ActedOn, ActForm, sendAct } from './act-form.tsx';
import { CorrectForm } from './correct-form.tsx';
import { MoveForm } from './move-form.tsx';

/** What is done to a report as a whole. */
export interface ActsOnReport {
  readonly report: ActedOn;
  readonly standing: ShownStanding;
  /** Of the mission, as an address. */
  readonly missionPath: string;
  /** The account of whoever acts: what is typed is kept for it alone. */
  readonly account: string;
  readonly onDone: () => void;
}

/** The buttons by which a report is corrected, set aside, taken back, moved. */
export function ActButtons(props: ActsOnReport) {
  const { t } = useMessages();
  const [asked, setAsked] = createSignal<'correct' | 'void' | 'unvoid' | 'move' | null>(null);
  const close = () => setAsked(null);
  const can = (kind: 'correct' | 'void' | 'unvoid' | 'move') => props.standing.acts.includes(kind);
  const undo = createUndo(props);
  const done = (message: string, back?: () => void) => {
    close();
    showToast({ message, ...(back === undefined ? {} : { action: { label: t('ui.undo'), run: back } }) });
    props.onDone();
  };
  const movedFrom = () => (props.standing.isMoved ? props.standing.station : null);
  const isHeld = () => props.standing.state === 'held';
  const button = (kind: 'void' | 'unvoid' | 'move') => (
    <Show when={can(kind)}>
      <Button onClick={() => setAsked(kind)}>{t(`reports.act.${kind}-ask`)}</Button>
    </Show>
  );
  const dialog = (kind: 'correct' | 'void' | 'unvoid' | 'move', content: () => JSX.Element, isWide = false) => (
    <Dialog
      isOpen={asked() === kind}
      title={t(kind === 'correct' && isHeld() ? 'reports.act.by-hand' : `reports.act.${kind}`)}
      onClose={close}
      width={isWide ? 'wide' : 'narrow'}
    >
      {content()}
    </Dialog>
  );
  return (
    <Show when={props.standing.acts.length > 0}>
      <Buttons>
        <Show when={can('correct')}>
          <Button onClick={() => setAsked('correct')}>
            {t(isHeld() ? 'reports.act.by-hand-ask' : 'reports.act.correct-ask')}
          </Button>
        </Show>
        {button('move')}
        {button('void')}
        {button('unvoid')}
      </Buttons>
      {dialog(
        'correct',
        () => (
          <CorrectForm {...props} onDone={() => done(t('reports.act.correct-done'))} />
        ),
        true,
      )}
      {dialog('move', () => (
        <MoveForm
          {...props}
          onDone={() => done(t('reports.act.move-done'), undo('move', movedFrom()))}
          onClose={close}
        />
      ))}
      {dialog('void', () => (
        <Plain {...props} kind="void" onDone={() => done(t('reports.act.void-done'), undo('unvoid'))} onClose={close} />
      ))}
      {dialog('unvoid', () => (
        <Plain {...props} kind="unvoid" onDone={() => done(t('reports.act.unvoid-done'))} onClose={close} />
      ))}
    </Show>
  );
}

function Plain(
  props: Pick<ActsOnReport, 'report'> & {
    readonly kind: 'void' | 'unvoid';
    readonly onDone: () => void;
    readonly onClose: () => void;
  },
) {
  const { t } = useMessages();
  return (
    <ActForm
      report={props.report}
      kind={props.kind}
      content={() => ({})}
      submitLabel={t(`reports.act.${props.kind}`)}
      hint={t(`reports.act.${props.kind}-hint`)}
      onDone={props.onDone}
      onClose={props.onClose}
    />
  );
}

/** What takes an act back: the opposite one, on the version that stood when it was done. */
function createUndo(props: ActsOnReport): (kind: 'unvoid' | 'move', station?: string | null) => () => void {
  const { t } = useMessages();
  return (kind, station = null) => {
    const { report, onDone } = props;
    const id = crypto.randomUUID();
    return () => {
      const content = kind === 'move' ? { station } : {};
      void sendAct(report, { id, kind, reason: t('reports.act.undo-reason'), ...content }).then(
        () => onDone(),
        (error: unknown) => {
          if (!(error instanceof ApiProblem)) throw error;
          showToast({ message: t('reports.act.undo-failed') });
          onDone();
        },
      );
    };
  };
}
