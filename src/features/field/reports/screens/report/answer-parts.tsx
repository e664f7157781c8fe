import { createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { PlacesMap } from '../../../../../platform/ui/map/places-map.tsx';
import type { ReadingWarning, ShownAnswer } from '../../arrivals/arrival-replies.ts';
import type { AnswerPart } from '../../arrivals/group-answers.ts';
import { type AnsweredPoint, readPoint } from '../../arrivals/read-point.ts';
import { isBrokenRule } from '../../reading/reading.ts';
import { answerInWords, chosenInWords, messageInWords, questionInWords } from './answer-words.ts';

/** Rules of the form that answers break, by the path of the answer. */
export type BrokenRules = ReadonlyMap<string, ReadingWarning>;

/** Those among what was noticed of a version. */
export function brokenRulesOf(warnings: readonly ReadingWarning[]): BrokenRules {
  const broken = warnings.filter(isBrokenRule);
  return new Map(broken.map((warning) => [String(warning.parameters.path), warning]));
}

/** What a version says; each copy of a repeat under a heading with its number. */
export function AnswerParts(props: { readonly parts: readonly AnswerPart[]; readonly broken: BrokenRules }) {
  const { t } = useMessages();
  return (
    <For each={props.parts}>
      {(part) =>
        part.kind === 'answers' ? (
          <dl class="report-answers">
            <For each={part.answers}>
              {(answer) => <AnswerEntry answer={answer} broken={props.broken.get(answer.path)} />}
            </For>
          </dl>
        ) : (
          <section class="report-copy">
            <h4>
              <bdi>{part.name}</bdi> · {t('reports.copy-of', { number: part.number, count: part.count })}
            </h4>
            <AnswerParts parts={part.parts} broken={props.broken} />
          </section>
        )
      }
    </For>
  );
}

/** Texts of strangers: put in as texts, and kept from turning their neighbours around. */
function AnswerEntry(props: { readonly answer: ShownAnswer; readonly broken: ReadingWarning | undefined }) {
  const messages = useMessages();
  const question = () => questionInWords(messages, props.answer);
  const chosen = () => chosenInWords(messages, props.answer);
  return (
    <div>
      <dt title={props.answer.path}>
        <bdi>{question()}</bdi>
      </dt>
      <dd>
        <bdi dir="auto">{answerInWords(messages, props.answer.kind, props.answer) || '–'}</bdi>
        <Show when={chosen()}>
          {' '}
          <bdi class="arrival-small">{props.answer.value}</bdi>
        </Show>
        <Show when={props.broken}>{(rule) => <BrokenRule rule={rule()} />}</Show>
        <Show when={readPoint(props.answer.value)}>{(point) => <PointView point={point()} label={question()} />}</Show>
      </dd>
    </div>
  );
}

function BrokenRule(props: { readonly rule: ReadingWarning }) {
  const messages = useMessages();
  return (
    <p class="report-broken">
      <strong>{messages.find(`reports.broken.${props.rule.code}`) ?? props.rule.code}</strong>
      <Show when={messageInWords(messages, props.rule)}>
        {(words) => (
          <>
            {' · '}
            <bdi>{words()}</bdi>
          </>
        )}
      </Show>
    </p>
  );
}

/** Where somebody stood: on a map, once it is asked for. */
function PointView(props: { readonly point: AnsweredPoint; readonly label: string }) {
  const { t, formatNumber } = useMessages();
  const [isOpen, setIsOpen] = createSignal(false);
  const accuracy = () => props.point.accuracyMetres;
  return (
    <>
      <Show when={accuracy()}>
        {(metres) => (
          <span class="arrival-small"> {t('reports.point-accuracy', { metres: formatNumber(metres(), 0) })}</span>
        )}
      </Show>
      <details class="report-point" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary>{t('reports.point-show')}</summary>
        <Show when={isOpen()}>
          <PlacesMap
            title={props.label}
            caption={`${formatNumber(props.point.latitude, 5)}, ${formatNumber(props.point.longitude, 5)}`}
            points={[
              {
                id: 'answer',
                label: props.label,
                latitude: props.point.latitude,
                longitude: props.point.longitude,
              },
            ]}
          />
        </Show>
      </details>
    </>
  );
}
