import { createSignal, createUniqueId, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Badge } from '../../../../../platform/ui/parts/marks/status-mark.tsx';
import type { BankList, BankQuestion } from '../../bank/bank-question.ts';
import type { BankEntry, BankSource } from './gather-bank.ts';
import { choiceIn, labelIn } from './label-in.ts';

/** Questions and choices that are listed before one asks for all. */
const LISTED_AT_FIRST = 20;

interface TakingProps {
  readonly afterRow: number;
  readonly onInsert: (question: BankQuestion) => void;
}

/** The questions of one form, folded until one opens it or searches. */
export function BankSourceList(props: TakingProps & { readonly source: BankSource; readonly isOpen: boolean }) {
  const { t } = useMessages();
  const [isOpen, setIsOpen] = createSignal(props.isOpen);
  const [isWhole, setIsWhole] = createSignal(false);
  const questions = () => props.source.questions;
  const listed = () => (isWhole() ? questions() : questions().slice(0, LISTED_AT_FIRST));
  return (
    <details class="bank-source" open={isOpen()} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>
        <span class="bank-source-title">{props.source.title}</span>
        <Badge>{t(`formViews.from-${props.source.kind}`)}</Badge>
        <span class="bank-count">{t('formViews.bank-found', { count: questions().length })}</span>
      </summary>
      <Show when={isOpen()}>
        <ul class="bank-questions">
          <For each={listed()}>
            {(question) => <Question question={question} afterRow={props.afterRow} onInsert={props.onInsert} />}
          </For>
        </ul>
        <Show when={questions().length > listed().length}>
          <Button look="quiet" onClick={() => setIsWhole(true)}>
            {t('formViews.show-all', { count: questions().length })}
          </Button>
        </Show>
      </Show>
    </details>
  );
}

function Question(props: TakingProps & { readonly question: BankEntry }) {
  const messages = useMessages();
  const { t } = messages;
  const id = `bank-${createUniqueId()}`;
  const label = () => labelIn(props.question.labels, messages.language);
  const about = () => {
    const { kind, name, type, rows } = props.question;
    const what = kind === 'question' ? type : wordBlock(kind, rows.length);
    return [name, what].filter((text) => text !== '').join(' · ');
  };
  const wordBlock = (kind: 'group' | 'repeat', count: number) =>
    t('formViews.group-of', { kind: t(`formViews.part.${kind}`), rows: t('formViews.part-rows', { count }) });
  return (
    <li class="bank-question">
      <p id={id}>
        <Show when={label()} fallback={<span class="bank-label">{props.question.name}</span>}>
          {(said) => (
            <span class="bank-label" lang={said().lang}>
              {said().text}
            </span>
          )}
        </Show>{' '}
        <span class="bank-type">{about()}</span>
        <Show when={props.question.alsoIn.length > 0}>
          <span class="bank-also">{t('formViews.also-in', { titles: props.question.alsoIn.join(', ') })}</span>
        </Show>
      </p>
      <div class="bank-acts">
        <Button aria-describedby={id} onClick={() => props.onInsert(props.question)}>
          {t('formViews.insert-below', { row: props.afterRow })}
        </Button>
        <For each={props.question.lists}>{(list) => <Choices list={list} />}</For>
      </div>
    </li>
  );
}

/** The choices of a list, on demand. */
function Choices(props: { readonly list: BankList }) {
  const messages = useMessages();
  const { t } = messages;
  const [isOpen, setIsOpen] = createSignal(false);
  const [isWhole, setIsWhole] = createSignal(false);
  const rows = () => (isWhole() ? props.list.rows : props.list.rows.slice(0, LISTED_AT_FIRST));
  return (
    <>
      <Button look="quiet" aria-expanded={isOpen()} onClick={() => setIsOpen(!isOpen())}>
        {`${props.list.name}: ${t('formViews.choices', { count: props.list.rows.length })}`}
      </Button>
      <Show when={isOpen()}>
        <div class="bank-choices">
          <ul aria-label={t('formViews.choices-of', { name: props.list.name })}>
            <For each={rows()}>
              {(row) => (
                <li>
                  <span lang={choiceIn(row, messages.language)?.lang}>{choiceIn(row, messages.language)?.text}</span>{' '}
                  <span class="bank-type">{row.name}</span>
                </li>
              )}
            </For>
          </ul>
          <Show when={props.list.rows.length > rows().length}>
            <Button look="quiet" onClick={() => setIsWhole(true)}>
              {t('formViews.show-all', { count: props.list.rows.length })}
            </Button>
          </Show>
        </div>
      </Show>
    </>
  );
}
