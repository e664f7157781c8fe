import { createMemo, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Question } from '../../../../../platform/ui/form/question/question.tsx';
import { titleOf } from '../../../../../platform/ui/form/walk/sections.ts';
import { ancestorsOf } from '../../../../../platform/ui/form/walk/stops.ts';
import { plainText } from '../../../../../xforms/form/parse-markdown.ts';
import type { Difference } from '../../comparing/compare-copies.ts';
import type { Settling } from './settling.ts';

/** A place in which the copies differ: what each says, to be taken by a press, and the question itself. */
export function DifferenceRow(props: {
  readonly difference: Difference;
  readonly settling: Settling;
  readonly onPicked: () => void;
}) {
  const { t } = useMessages();
  const { model } = props.settling;
  const pick = createMemo(() => props.settling.pickOf(props.difference));
  const node = createMemo(() => props.settling.nodeOf(props.difference));
  const take = (side: 'a' | 'b') => {
    props.settling.pick(props.difference, side);
    props.onPicked();
  };
  const copies = () => {
    const at = node();
    if (at === null) return '';
    return ancestorsOf(model, at)
      .filter((each) => model.describe(each).kind === 'copy')
      .map((each) => titleOf(model, each))
      .map(({ words, number }) => t('form.repeat.copy', { title: words, number: number ?? 0 }))
      .join(' › ');
  };
  return (
    <li class="paper-difference" data-open={pick() === null ? '' : undefined}>
      <Show when={copies()}>{(words) => <p class="paper-hint">{words()}</p>}</Show>
      <Show when={node()} keyed>
        {(at) => (
          <Show when={props.difference.kind === 'answer'} fallback={<p class="paper-count-of">{countWords(at)}</p>}>
            <Question node={at} />
          </Show>
        )}
      </Show>
      {/* biome-ignore lint/a11y/useSemanticElements: two buttons that say which is pressed, and no field of a form */}
      <div class="paper-sides" role="group" aria-label={t('papers.sides')}>
        <Side letter="A" words={wordsOf(props.difference.a)} isTaken={pick() === 'a'} onTake={() => take('a')} />
        <Side letter="B" words={wordsOf(props.difference.b)} isTaken={pick() === 'b'} onTake={() => take('b')} />
        <Show when={props.difference.kind === 'answer'}>
          <button
            type="button"
            class="paper-side"
            aria-pressed={pick() === 'other'}
            onClick={() => [props.settling.accept(props.difference), props.onPicked()]}
          >
            {t('papers.as-above')}
          </button>
        </Show>
      </div>
    </li>
  );

  function countWords(at: NonNullable<ReturnType<typeof node>>): string {
    return t('papers.count-of', { name: plainText(model.state(at).label) || model.describe(at).name });
  }

  function wordsOf(value: string | null): string {
    if (value === null) return t('papers.unasked');
    if (value === '') return t('papers.blank');
    const at = node();
    if (at === null || props.difference.kind === 'count') return value;
    const { control, type } = model.describe(at);
    if (control !== 'select1' && control !== 'select' && control !== 'rank') {
      return type === 'time' ? value.slice(0, 5) : value;
    }
    const labels = new Map(model.choices(at).map((choice) => [choice.value, plainText(choice.label)]));
    return value
      .split(' ')
      .map((one) => labels.get(one) ?? one)
      .join(', ');
  }
}

function Side(props: {
  readonly letter: 'A' | 'B';
  readonly words: string;
  readonly isTaken: boolean;
  readonly onTake: () => void;
}) {
  return (
    <button type="button" class="paper-side" aria-pressed={props.isTaken} onClick={() => props.onTake()}>
      <kbd>{props.letter}</kbd> <bdi dir="auto">{props.words}</bdi>
    </button>
  );
}
