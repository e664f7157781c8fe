import { createMemo, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { tagOfLanguage, titleOfLanguage } from '../../../../../platform/ui/form/model/form-language.ts';
import type { FormDifference } from '../../compare/difference.ts';
import { diffWords, type WordRun } from './word-diff.ts';

/** What differs in words, where, and what stood and stands there. */
export function DifferenceEntry(props: { readonly difference: FormDifference }) {
  const messages = useMessages();
  const { t } = messages;
  const words = () => {
    const { code, name, list } = props.difference;
    return messages.find(`formDifferences.${code}`, { name, list: list ?? '' }) ?? code;
  };
  const where = () => {
    const [first, ...others] = props.difference.paths;
    return [
      ...(first === undefined ? [] : [first]),
      ...(others.length === 0 ? [] : [t('formViews.further-places', { count: others.length })]),
    ].join(' ');
  };
  return (
    <li class="difference">
      <p class="difference-words">
        {words()}
        <Show when={props.difference.language}>
          {(language) => (
            <>
              {' '}
              <span class="difference-language" lang={tagOfLanguage(language()) ?? ''}>
                {titleOfLanguage(language())}
              </span>
            </>
          )}
        </Show>
      </p>
      <Show when={where()}>
        <p class="difference-where">{where()}</p>
      </Show>
      <Sides difference={props.difference} />
    </li>
  );
}

/** Codes whose sides say no more than their sentence. */
const SAID_ALREADY: readonly FormDifference['code'][] = ['language-added', 'language-removed'];

function Sides(props: { readonly difference: FormDifference }) {
  const { t } = useMessages();
  const isWorthIt = () =>
    !SAID_ALREADY.includes(props.difference.code) &&
    (props.difference.before !== null || props.difference.after !== null);
  const diff = createMemo(() => diffWords(props.difference.before ?? '', props.difference.after ?? ''));
  return (
    <Show when={isWorthIt()}>
      <dl class="difference-sides">
        <Side
          term={t('formViews.before')}
          side="before"
          isThere={props.difference.before !== null}
          runs={diff().before}
          language={props.difference.language}
        />
        <Side
          term={t('formViews.after')}
          side="after"
          isThere={props.difference.after !== null}
          runs={diff().after}
          language={props.difference.language}
        />
      </dl>
    </Show>
  );
}

/** One side; the words that the other has not are struck out or underlined. */
function Side(props: {
  readonly term: string;
  readonly side: 'before' | 'after';
  readonly isThere: boolean;
  readonly runs: readonly WordRun[];
  readonly language: string | null;
}) {
  const { t } = useMessages();
  return (
    <div class="difference-side">
      <dt>{props.term}</dt>
      <Show when={props.isThere} fallback={<dd class="difference-nothing">{t('formViews.nothing')}</dd>}>
        <dd lang={props.language === null ? undefined : (tagOfLanguage(props.language) ?? '')} dir="auto">
          <For each={props.runs}>{(run) => <Run run={run} side={props.side} />}</For>
        </dd>
      </Show>
    </div>
  );
}

function Run(props: { readonly run: WordRun; readonly side: 'before' | 'after' }) {
  return (
    <Show when={props.run.isChanged} fallback={props.run.text}>
      <Show when={props.side === 'before'} fallback={<ins>{props.run.text}</ins>}>
        <del>{props.run.text}</del>
      </Show>
    </Show>
  );
}
