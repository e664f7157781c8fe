import { createSignal, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { type ApiProblem, api } from '../../../../../platform/ui/api.ts';
import { Button, Buttons, LinkButton } from '../../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import { RadioField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { focusFirstFault } from '../../../../../platform/ui/parts/fields/field.tsx';
import { TextArea, TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { Fact, Facts, SidePanel } from '../../../../../platform/ui/parts/panel/side-panel.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import { VISIT_MARKS, type VisitMark } from '../../../../mission/plan/visit.ts';
import type { ListedVisit } from '../../visit-replies.ts';
import { VisitMarkWord } from '../status-mark.tsx';
import { type PlanWords, Reports, StationName } from './visit-table.tsx';
import type { OpenedVisit } from './visits-screen.tsx';

type Expected = NonNullable<ListedVisit['expected']>;

/** An expected visit beside the list: what came, and what people say of it where it did not go as planned. */
export function VisitPanel(props: {
  readonly mission: string;
  readonly opened: OpenedVisit;
  readonly words: PlanWords;
  readonly canEdit: boolean;
  readonly hrefOfReport: (reportId: string) => string;
  /** Where those are called whose visits stand so. */
  readonly hrefOfCalls: (asked: Readonly<Record<string, string>>) => string;
  readonly onClose: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const visit = () => props.opened.visit;
  return (
    <SidePanel title={<StationName visit={visit()} />} kicker={t('plan.visit')} onClose={props.onClose}>
      <Show when={visit().expected}>
        {(expected) => (
          <>
            <Facts>
              <Fact term={t('plan.team')}>
                <bdi>{visit().team.code}</bdi>
              </Fact>
              <Fact term={t('plan.day')}>{messages.formatDate(visit().day)}</Fact>
              <Fact term={t('plan.phase')}>{props.words.phase(visit().phase)}</Fact>
              <Fact term={t('plan.stop')}>{messages.formatNumber(expected().position)}</Fact>
              <Fact term={t('plan.status')}>
                <VisitMarkWord status={expected().status} />
              </Fact>
              <Show when={expected().mark}>
                {(mark) => <Fact term={t('plan.mark')}>{t(`plan.mark.${mark()}`)}</Fact>}
              </Show>
              <Show when={expected().markedAt}>
                {(at) => <Fact term={t('plan.marked-at')}>{props.words.moment(at())}</Fact>}
              </Show>
              <Fact term={t('plan.due-at')}>{props.words.moment(visit().dueAt)}</Fact>
              <Show when={visit().reportCount > 0}>
                <Fact term={t('plan.reports')}>
                  <Reports visit={visit()} hrefOfReport={props.hrefOfReport} />
                </Fact>
              </Show>
              <Show when={expected().note}>{(note) => <Fact term={t('plan.note')}>{note()}</Fact>}</Show>
            </Facts>
            <Show when={expected().status !== 'complete'}>
              <LinkButton href={props.hrefOfCalls(askedOf(visit(), expected()))}>
                {t('plan.call-team', { team: visit().team.code })}
              </LinkButton>
            </Show>
            <Show when={props.canEdit}>
              <MarkForm
                mission={props.mission}
                expected={expected()}
                refresh={props.opened.refresh}
                onDone={props.onClose}
              />
            </Show>
          </>
        )}
      </Show>
    </SidePanel>
  );
}

function askedOf({ team, day, phase }: ListedVisit, { status }: Expected): Record<string, string> {
  return { day, phase, status, team: team.id, open: team.id };
}

interface Typed {
  readonly mark: VisitMark | '';
  /** By the clock of whoever types; empty: now. */
  readonly at: string;
  readonly note: string;
  readonly reason: string;
}

/** Says of a visit what happened; nothing is called off without a reason. */
function MarkForm(props: {
  readonly mission: string;
  readonly expected: Expected;
  readonly refresh: () => void;
  readonly onDone: () => void;
}) {
  const { t } = useMessages();
  const { expected } = props;
  const [typed, setTyped] = createStore<Typed>({
    mark: expected.mark ?? '',
    at: '',
    note: expected.note ?? '',
    reason: '',
  });
  const base = expected.revision;
  // What somebody else said is shown by then: whoever saves again has seen it.
  const [isTold, setIsTold] = createSignal(false);
  const [isTried, setIsTried] = createSignal(false);
  const { isBusy, problem, run } = createRequest();
  const isUnexplained = () => isTried() && typed.mark === 'called-off' && typed.reason.trim() === '';
  const path = `/api/missions/${encodeURIComponent(props.mission)}/plan/visits/${expected.id}`;
  const send = async (words: Typed) => {
    const { position, markedAt } = props.expected;
    const kept = words.mark === props.expected.mark ? markedAt : null;
    const at = words.mark === '' ? null : words.at === '' ? kept : new Date(words.at).toISOString();
    const [note, reason] = [words.note.trim() || null, words.reason.trim() || null];
    await api.put(path, {
      position,
      mark: words.mark || null,
      markedAt: at,
      note,
      base: isTold() ? props.expected.revision : base,
      reason,
    });
    props.refresh();
  };
  const save = async (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (isUnexplained()) return focusFirstFault(event);
    await run(async () => {
      await send(typed);
      showToast({ message: t('plan.marked') });
      props.onDone();
    });
    if (problem()?.code !== 'changed-meanwhile') return;
    setIsTold(true);
    props.refresh();
  };
  return (
    <form class="plan-form" onSubmit={(event) => void save(event)} novalidate>
      <h3>{t('plan.mark')}</h3>
      <Show when={problem()}>{(found) => <MarkProblem problem={found()} />}</Show>
      <MarkFields typed={typed} onType={setTyped} isUnexplained={isUnexplained()} />
      <Buttons>
        <Button type="submit" look="primary" isBusy={isBusy()}>
          {t('plan.save')}
        </Button>
      </Buttons>
    </form>
  );
}

function MarkFields(props: {
  readonly typed: Typed;
  readonly onType: (part: Partial<Typed>) => void;
  readonly isUnexplained: boolean;
}) {
  const { t } = useMessages();
  const choices = () =>
    (['', ...VISIT_MARKS] as const).map((mark) => ({
      value: mark,
      label: t(`plan.mark.${mark === '' ? 'none' : mark}`),
    }));
  return (
    <>
      <RadioField
        label={t('plan.mark-what')}
        value={props.typed.mark}
        choices={choices()}
        onInput={(mark) => props.onType({ mark: mark as Typed['mark'] })}
      />
      <Show when={props.typed.mark !== ''}>
        <TextField
          label={t('plan.mark-when')}
          hint={t('plan.mark-when-hint')}
          isOptional
          type="datetime-local"
          width="short"
          value={props.typed.at}
          onInput={(at) => props.onType({ at })}
        />
      </Show>
      <TextArea
        label={t('plan.note')}
        isOptional
        rows={2}
        value={props.typed.note}
        onInput={(note) => props.onType({ note })}
      />
      <TextArea
        label={t('plan.reason')}
        isOptional={props.typed.mark !== 'called-off'}
        rows={2}
        value={props.typed.reason}
        error={props.isUnexplained ? t('plan.reason-missing') : undefined}
        onInput={(reason) => props.onType({ reason })}
      />
    </>
  );
}

/** Why it was not kept; where somebody else was first, who it was. */
function MarkProblem(props: { readonly problem: ApiProblem }) {
  const { t } = useMessages();
  const by = () => (props.problem.code === 'changed-meanwhile' ? props.problem.parameters.by : undefined);
  return (
    <ErrorState
      problem={props.problem}
      actions={<Show when={by()}>{(name) => <p>{t('plan.changed-by', { name: String(name()) })}</p>}</Show>}
    />
  );
}
