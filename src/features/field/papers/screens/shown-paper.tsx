import { createResource, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { wordsIn } from '../../../../platform/ui/form/model/form-language.ts';
import { formatMoment } from '../../../../platform/ui/moment.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { ReasonForm } from '../../../../platform/ui/parts/actions/reason-form.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';
import type { WordedChoice } from '../comparing/word-choices.ts';
import { type CopiesReply, otherLabel, type PaperReply } from '../paper.ts';

/** A sheet that whoever looks has nothing to do with at present: how it stands, and how it became a report. */
export function ShownPaper(props: {
  readonly path: string;
  readonly paper: PaperReply;
  readonly canEdit: boolean;
  readonly hrefOfReport: (reportId: string) => string;
  readonly onReload: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const { isBusy, problem, run } = createRequest();
  const canTakeBack = () => props.canEdit && props.paper.isMine && props.paper.state === 'second';
  const isOpen = () => !['settled', 'withdrawn'].includes(props.paper.state);
  const takeBack = () => void run(() => api.delete(`${props.path}/copies/mine`).then(props.onReload));
  return (
    <div class="paper-shown">
      <Show when={problem()}>{(found) => <ErrorState problem={found()} />}</Show>
      <p>{t(`papers.about.${props.paper.state}`)}</p>
      <Show when={props.paper.isMine && isOpen()}>
        <p>{t('papers.about.mine')}</p>
      </Show>
      <Show when={props.paper.withdrawal}>
        {(gone) => <p>{t('papers.withdrawn-by', { ...gone(), time: formatMoment(messages, gone().at) })}</p>}
      </Show>
      <Show when={props.paper.settlement}>{(how) => <p>{wordSettlement(messages, how())}</p>}</Show>
      <Show when={props.paper.settlement?.reason}>
        {(reason) => (
          <p>
            <bdi dir="auto">{reason()}</bdi>
          </p>
        )}
      </Show>
      <Show when={props.paper.reportId}>
        {(id) => (
          <p>
            <a href={props.hrefOfReport(id())}>{t('papers.open-report', { code: props.paper.code ?? '' })}</a>
          </p>
        )}
      </Show>
      <Show when={otherLabel(props.paper)}>
        {(station) => <p class="paper-note">{t('papers.labelled-for', { station: station() })}</p>}
      </Show>
      <Show when={props.canEdit && (props.paper.settlement?.differences ?? 0) > 0}>
        <Choices path={props.path} />
      </Show>
      <Show when={canTakeBack()}>
        <Buttons>
          <Button isBusy={isBusy()} onClick={takeBack}>
            {t('papers.take-back')}
          </Button>
        </Buttons>
      </Show>
      <Show when={props.canEdit && isOpen()}>
        <Withdraw path={props.path} onDone={props.onReload} />
      </Show>
    </div>
  );
}

function wordSettlement(
  messages: ReturnType<typeof useMessages>,
  { settlerName, at, differences }: NonNullable<PaperReply['settlement']>,
): string {
  const time = formatMoment(messages, at);
  if (settlerName === null) return messages.t('papers.agreed', { time });
  return messages.t('papers.settled-by', { name: settlerName, time, count: differences });
}

/** What differed, and what was taken. */
function Choices(props: { readonly path: string }) {
  const { t } = useMessages();
  const [copies] = createResource(() => api.get<CopiesReply>(`${props.path}/copies`));
  const list = () => (copies.error === undefined ? (copies.latest?.choices ?? []) : []);
  return (
    <Show when={list().length > 0}>
      <div class="table-frame">
        <table class="table paper-choices">
          <caption class="only-heard">{t('papers.choices')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('papers.place')}</th>
              <th scope="col">A</th>
              <th scope="col">B</th>
              <th scope="col">{t('papers.taken')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={list()}>{(choice) => <ChoiceRow choice={choice} />}</For>
          </tbody>
        </table>
      </div>
    </Show>
  );
}

function ChoiceRow(props: { readonly choice: WordedChoice }) {
  const messages = useMessages();
  const path = () => props.choice.path.replace(/^\/[^/]+\//, '');
  const question = () => wordsIn(messages, props.choice.labels);
  const optionOf = (value: string) => wordsIn(messages, props.choice.options[value] ?? {}) ?? value;
  const said = (text: string | null) => {
    if (text === null) return '–';
    return Object.keys(props.choice.options).length === 0 ? text : text.split(' ').map(optionOf).join(', ');
  };
  return (
    <tr>
      <th scope="row" title={props.choice.path}>
        <bdi dir="auto">{question() ?? path()}</bdi>
        {/* Which copy of a repeat it is of. */}
        <Show when={question() !== null && path().includes('[')}>
          <bdi class="paper-hint"> {path()}</bdi>
        </Show>
      </th>
      <td>
        <bdi dir="auto">{said(props.choice.a)}</bdi>
      </td>
      <td>
        <bdi dir="auto">{said(props.choice.b)}</bdi>
      </td>
      <td>
        <bdi dir="auto">{said(props.choice.value)}</bdi>{' '}
        <span class="paper-hint">{messages.t(`papers.taken.${props.choice.taken}`)}</span>
      </td>
    </tr>
  );
}

/** Takes a sheet that was added by mistake out of the list. */
function Withdraw(props: { readonly path: string; readonly onDone: () => void }) {
  const { t } = useMessages();
  return (
    <details class="paper-withdraw">
      <summary>{t('papers.withdraw')}</summary>
      <ReasonForm
        class="paper-question"
        words={{ label: t('papers.withdraw-reason'), missing: t('papers.withdraw-missing') }}
        submitLabel={t('papers.withdraw')}
        look="plain"
        onSubmit={(reason) => api.post(`${props.path}/withdrawal`, { reason }).then(props.onDone)}
      />
    </details>
  );
}
