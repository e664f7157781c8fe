import { createSignal, type JSX, Show, type Signal } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { ApiProblem } from '../../../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../../../platform/ui/parts/actions/dialog.tsx';
import { showToast } from '../../../../../../platform/ui/parts/actions/toast.tsx';
import type { ShownStanding } from '../../../arrivals/standing-replies.ts';
import type { StationNames } from '../../../arrivals/station.ts';
import { ActForm, sendAct } from './act-form.tsx';
import type { ActedOn } from './acted-on.ts';
import { CorrectForm } from './correct/correct-form.tsx';
import { createUnsent, UnsentCorrection } from './correct/unsent-correction.tsx';
import { createMoveDraft, MoveForm } from './move-form.tsx';

/** What is done to a report as a whole. */
export interface ActsOnReport {
  readonly report: ActedOn;
  readonly standing: ShownStanding;
  readonly stations: StationNames;
  /** As the version that stands names its form; null: it names none. */
  readonly formId: string | null;
  /** False where nothing is left that a correction could begin with. */
  readonly canCorrect: boolean;
  /** Of the mission, as an address. */
  readonly missionPath: string;
  /** The account of whoever acts: what is typed is kept for it alone. */
  readonly account: string;
  readonly onDone: () => void;
}

/** What somebody is about to do, to the report as they saw it: what changes meanwhile is not acted on unseen. */
interface Asked {
  readonly kind: 'correct' | 'void' | 'unvoid' | 'move';
  readonly report: ActedOn;
  readonly standing: ShownStanding;
}

/** The buttons by which a report is corrected, set aside, taken back, moved. */
export function ActButtons(props: ActsOnReport) {
  const { t } = useMessages();
  const unsent = createUnsent({ account: props.account, path: props.report.path });
  const { asked, ask, close, done, look } = createAsked(props, unsent.lookAgain);
  const can = (kind: Asked['kind']) => props.standing.acts.includes(kind);
  const undo = createUndo(props);
  /** What was typed, for whoever looks again because somebody else did something first. */
  const drafts = { move: createMoveDraft(), void: createSignal(''), unvoid: createSignal('') };
  const plain = (kind: 'void' | 'unvoid', { report }: Asked, back?: () => void) => (
    <Plain
      report={report}
      kind={kind}
      draft={drafts[kind]}
      onDone={() => done(t(`reports.act.${kind}-done`), back)}
      onClose={close}
      onLook={look}
    />
  );
  const isHeld = () => props.standing.state === 'held';
  const button = (kind: 'void' | 'unvoid' | 'move') => (
    <Show when={can(kind)}>
      <Button onClick={() => ask(kind)}>{t(`reports.act.${kind}-ask`)}</Button>
    </Show>
  );
  const dialog = (kind: Asked['kind'], content: (seen: Asked) => JSX.Element) => (
    <ActDialog kind={kind} asked={asked()} isHeld={isHeld()} onClose={close}>
      {content}
    </ActDialog>
  );
  return (
    <>
      <UnsentCorrection
        unsent={unsent}
        state={props.standing.state}
        canGoOn={props.canCorrect}
        onGoOn={() => ask('correct')}
      />
      <Show when={props.standing.acts.length > 0}>
        <Buttons>
          <Show when={props.canCorrect}>
            <Button onClick={() => ask('correct')}>
              {t(isHeld() ? 'reports.act.by-hand-ask' : 'reports.act.correct-ask')}
            </Button>
          </Show>
          {button('move')}
          {button('void')}
          {button('unvoid')}
        </Buttons>
      </Show>
      {dialog('correct', (seen) => (
        <CorrectForm
          {...props}
          {...seen}
          onDone={() => done(t('reports.act.correct-done'))}
          onTakeBack={() => ask('unvoid')}
          onLook={look}
        />
      ))}
      {dialog('move', (seen) => (
        <MoveForm
          {...seen}
          draft={drafts.move}
          stations={props.stations}
          missionPath={props.missionPath}
          onDone={(id, before) => {
            const words = t(`reports.act.move-done${before.standing.state === 'held' ? '-held' : ''}`);
            done(words, undo(before, { kind: 'move', ...movedFrom(before), after: id }));
          }}
          onClose={close}
          onLook={look}
        />
      ))}
      {dialog('void', (seen) => plain('void', seen, undo(seen, { kind: 'unvoid' })))}
      {dialog('unvoid', (seen) => plain('unvoid', seen))}
    </>
  );
}

function ActDialog(props: {
  readonly kind: Asked['kind'];
  readonly asked: Asked | null;
  readonly isHeld: boolean;
  readonly onClose: () => void;
  readonly children: (seen: Asked) => JSX.Element;
}) {
  const { t } = useMessages();
  const isOpen = () => props.asked?.kind === props.kind;
  return (
    <Dialog
      isOpen={isOpen()}
      title={t(props.kind === 'correct' && props.isHeld ? 'reports.act.by-hand' : `reports.act.${props.kind}`)}
      // Of one that makes room for another, the browser tells late that it closed.
      onClose={() => isOpen() && props.onClose()}
      width={props.kind === 'correct' ? 'wide' : 'narrow'}
    >
      <Show when={props.asked} keyed>
        {props.children}
      </Show>
    </Dialog>
  );
}

/** Which act is asked about. `onClosed`: a form was closed, and what was typed is kept, or sent. */
function createAsked(props: ActsOnReport, onClosed: () => void) {
  const { t } = useMessages();
  const [asked, setAsked] = createSignal<Asked | null>(null);
  const put = (next: Asked | null) => {
    setAsked(next);
    onClosed();
  };
  const ask = (kind: Asked['kind']) => put({ kind, report: props.report, standing: props.standing });
  const close = () => put(null);
  const done = (message: string, back?: () => void) => {
    close();
    showToast({ message, ...(back === undefined ? {} : { action: { label: t('ui.undo'), run: back } }) });
    props.onDone();
  };
  const look = () => {
    close();
    props.onDone();
  };
  return { asked, ask, close, done, look };
}

function Plain(
  props: Pick<ActsOnReport, 'report'> & {
    readonly kind: 'void' | 'unvoid';
    readonly draft: Signal<string>;
    readonly onDone: () => void;
    readonly onClose: () => void;
    readonly onLook: () => void;
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
      draft={props.draft}
      onDone={props.onDone}
      onClose={props.onClose}
      onLook={props.onLook}
    />
  );
}

function movedFrom({ standing }: Pick<Asked, 'standing'>): { readonly station: string | null } {
  return { station: standing.isMoved ? standing.station : null };
}

interface Opposite {
  readonly kind: 'unvoid' | 'move';
  readonly station?: string | null;
  readonly after?: string;
}

/** What takes an act back: the opposite one, on the version that stood when it was done. */
function createUndo({ onDone }: ActsOnReport): (seen: Pick<Asked, 'report'>, opposite: Opposite) => () => void {
  const { t } = useMessages();
  return ({ report }, opposite) => {
    const id = crypto.randomUUID();
    return () => {
      void sendAct(report, { id, reason: t('reports.act.undo-reason'), ...opposite }).then(
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
