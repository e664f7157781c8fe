import { createSignal, type JSX, Show, type Signal } from 'solid-js';
import { must } from '../../../../../../kernel/result.ts';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { type ApiProblem, api } from '../../../../../../platform/ui/api.ts';
import { ReasonForm } from '../../../../../../platform/ui/parts/actions/reason-form.tsx';
import type { ReportReply } from '../../../arrivals/arrival-replies.ts';
import type { ActReply } from '../../../arrivals/standing-replies.ts';
import { ActProblem, wordFieldFault } from './act-problem.tsx';
import { type ActedOn, actedOn } from './acted-on.ts';
import { isOutrun, Outrun } from './outrun.tsx';
import { reasonWords, wordReasonFault } from './reason-field.tsx';

/** Does something to a report. `id`: the same when it is sent again. */
export async function sendAct(
  { path, on }: Pick<ActedOn, 'path' | 'on'>,
  act: Readonly<Record<string, unknown>> & { readonly id: string; readonly kind: string; readonly reason: string },
): Promise<ActReply> {
  return await api.postOnce<ActReply>(`${path}/acts`, { on, ...act });
}

/** What the fields of an act are told. */
export interface ActFields {
  readonly isTried: () => boolean;
  /** What the server found wrong with a field, in words. */
  readonly faultOf: (field: string) => string | undefined;
}

/**
 * Asks why, and what else is to be known, and then does it. `report`: as the person saw it when it was opened, and not as it is
 * now; where somebody else did something first, that is shown, and what was typed can be sent after all.
 */
export function ActForm(props: {
  readonly report: ActedOn;
  readonly kind: string;
  /** What it says beside its reason; null: something is missing, which its fields show once they were tried. */
  readonly content: () => Readonly<Record<string, unknown>> | null;
  readonly submitLabel: string;
  readonly hint?: JSX.Element | undefined;
  readonly children?: ((fields: ActFields) => JSX.Element) | undefined;
  /** What the server calls the fields among `children` that show what it found wrong with them. */
  readonly fields?: readonly string[] | undefined;
  /** Where the reason is kept, also when the form is closed; default: as long as it is open. */
  readonly draft?: Signal<string> | undefined;
  /** With the id of the act, and the report that it was done to. */
  readonly onDone: (id: string, report: ActedOn) => void;
  /** Somebody else did something first, the person saw what, and goes on with the report as it is now. */
  readonly onSeen?: ((reply: ReportReply) => void) | undefined;
  readonly onClose: () => void;
  /** Closes it, to show the report as it is now: somebody else did something first. */
  readonly onLook: () => void;
}) {
  const messages = useMessages();
  const id = crypto.randomUUID();
  const [report, setReport] = createSignal(props.report);
  const act = async (reason: string) => {
    const content = must(props.content(), 'Act on a report: what it says was given');
    const placed = PLACING.includes(props.kind) ? { after: report().lastPlaced } : {};
    await sendAct(report(), { id, kind: props.kind, reason, ...placed, ...content });
    props.onDone(id, report());
  };
  const goOn = (reply: ReportReply) => {
    setReport(actedOn(report().path, reply));
    props.onSeen?.(reply);
  };
  const refusal = (problem: ApiProblem) =>
    isOutrun(problem) ? (
      <Outrun problem={problem} report={report()} kind={props.kind} onGoOn={goOn} onLook={props.onLook} />
    ) : (
      <ActProblem problem={problem} fields={[REASON, ...(props.fields ?? [])]} />
    );
  return (
    <ReasonForm
      class="report-act"
      words={reasonWords(messages)}
      submitLabel={props.submitLabel}
      isGiven={() => props.content() !== null}
      faultOf={(reason, problem) => wordReasonFault(messages, reason) ?? wordFieldFault(messages, problem, REASON)}
      refusal={refusal}
      draft={props.draft}
      onSubmit={act}
      onClose={props.onClose}
    >
      {({ isTried, problem }) => (
        <>
          <Show when={props.hint}>
            <p>{props.hint}</p>
          </Show>
          {props.children?.({ isTried, faultOf: (field) => wordFieldFault(messages, problem(), field) })}
        </>
      )}
    </ReasonForm>
  );
}

const REASON = 'reason';
/** They say where a report belongs, and name the last act that did. */
const PLACING = ['move', 'release'];
