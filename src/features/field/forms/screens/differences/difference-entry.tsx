import { createMemo, For, Match, Show, Switch } from 'solid-js';
import { tagOfLanguage } from '../../../../../kernel/text.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { titleOfLanguage } from '../../../../../platform/ui/form/model/form-language.ts';
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
    <li class="difference" data-code={props.difference.code}>
      <p class="difference-words">
        <span>{words()}</span>
        <Show when={props.difference.language}>
          {(language) => (
            <span class="difference-language" lang={tagOfLanguage(language()) ?? ''}>
              {titleOfLanguage(language())}
            </span>
          )}
        </Show>
        <Show when={where()}>
          <span class="difference-where">{where()}</span>
        </Show>
      </p>
      <Switch fallback={<Sides difference={props.difference} />}>
        <Match when={SAID_ALREADY.includes(props.difference.code)}>{null}</Match>
        <Match when={props.difference.code === 'version-same'}>
          <p class="difference-version">
            {t('formViews.version')}: <strong>{props.difference.after || t('formViews.no-version')}</strong>
          </p>
        </Match>
      </Switch>
    </li>
  );
}

/** Codes whose sides say no more than their sentence. */
const SAID_ALREADY: readonly FormDifference['code'][] = ['language-added', 'language-removed'];

/** Codes whose sides are expressions, names and paths. */
const WRITTEN =
  /^(form-id|type|select|relevant|required|readonly|constraint|calculation|choice-filter|repeat-count|appearance|parameters|choices-elsewhere|choice-value|class)|-(moved|repeated)$/;

/** Both sides; of what came or went only the one that there is, and with no word marked. */
function Sides(props: { readonly difference: FormDifference }) {
  const { t } = useMessages();
  const texts = () => [props.difference.before, props.difference.after] as const;
  const diff = createMemo(() => {
    const [before, after] = texts();
    if (before !== null && after !== null) return diffWords(before, after);
    return { before: plain(before), after: plain(after) };
  });
  const isShown = (side: 'before' | 'after') => {
    if (texts().every((text) => text === null)) return false;
    return props.difference[side] !== null || !/-(added|removed)$/.test(props.difference.code);
  };
  return (
    <dl class="difference-sides">
      <For each={['before', 'after'] as const}>
        {(side) => (
          <Show when={isShown(side)}>
            <Side
              term={t(`formViews.${side}`)}
              side={side}
              runs={props.difference[side] === null ? null : diff()[side]}
              difference={props.difference}
            />
          </Show>
        )}
      </For>
    </dl>
  );
}

function plain(text: string | null): WordRun[] {
  return text === null ? [] : [{ text, isChanged: false }];
}

/** One side; the words that the other has not are struck out or underlined. */
function Side(props: {
  readonly term: string;
  readonly side: 'before' | 'after';
  /** Null where there was nothing. */
  readonly runs: readonly WordRun[] | null;
  readonly difference: FormDifference;
}) {
  const { t } = useMessages();
  const lang = () =>
    props.difference.language === null ? undefined : (tagOfLanguage(props.difference.language) ?? '');
  return (
    <div class="difference-side">
      <dt>{props.term}</dt>
      <Show when={props.runs} fallback={<dd class="difference-nothing">{t('formViews.nothing')}</dd>}>
        {(runs) => (
          <dd lang={lang()} dir="auto" data-written={WRITTEN.test(props.difference.code) ? '' : undefined}>
            <For each={runs()}>{(run) => <Run run={run} side={props.side} />}</For>
          </dd>
        )}
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
