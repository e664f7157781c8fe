import { For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { SourceMarks } from '../../../../platform/ui/parts/links/source-marks.tsx';
import type { CandidateStep } from '../candidate.ts';
import type { CandidatePath, Stop } from '../path.ts';

/**
 * The way of one candidate as four stations on a line. A station is told apart by shape and word: recorded with its
 * day, implied by a later step, decided against, or not reached. What else happened stands below.
 */
export function CandidateTrack(props: { readonly path: CandidatePath; readonly label: string }) {
  const others = () => props.path.steps.filter((step) => !props.path.stops.some(({ steps }) => steps.includes(step)));
  return (
    <div class="candidates-way">
      <ol class="candidates-track" aria-label={props.label}>
        <For each={props.path.stops}>{(stop) => <Station stop={stop} />}</For>
      </ol>
      <Show when={others().length > 0}>
        <ul class="candidates-others">
          <For each={others()}>
            {(step) => (
              <li>
                <StepWords step={step} />
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
}

function Station(props: { readonly stop: Stop }) {
  const { t } = useMessages();
  return (
    <li class="candidates-station" data-state={props.stop.state}>
      <StationShape state={props.stop.state} />
      <p class="candidates-station-name">{t(`candidates.milestone.${props.stop.milestone}`)}</p>
      <Show
        when={props.stop.steps.length > 0}
        fallback={<p class="candidates-soft">{t(`candidates.stop.${props.stop.state}`)}</p>}
      >
        <For each={props.stop.steps}>
          {(step) => (
            <p class="candidates-step">
              <StepWords
                step={step}
                isNameHidden={props.stop.milestone !== 'papers' && props.stop.state === 'recorded'}
              />
            </p>
          )}
        </For>
      </Show>
    </li>
  );
}

/** A disc: recorded; a ring: implied; a cross: refused; a point: not reached. */
function StationShape(props: { readonly state: Stop['state'] }) {
  return (
    <svg class="candidates-shape" viewBox="-7 -7 14 14" width="14" height="14" aria-hidden="true">
      <Show when={props.state === 'recorded'}>
        <circle r="5" class="candidates-full" />
      </Show>
      <Show when={props.state === 'implied'}>
        <circle r="4.5" class="candidates-ring" />
      </Show>
      <Show when={props.state === 'refused'}>
        <path d="M-4.5-4.5 4.5 4.5M4.5-4.5-4.5 4.5" class="candidates-cross" />
      </Show>
      <Show when={props.state === 'open'}>
        <circle r="2" class="candidates-point" />
      </Show>
    </svg>
  );
}

/** A step with its day, what the sources add to it, and where they say so. */
function StepWords(props: { readonly step: CandidateStep; readonly isNameHidden?: boolean | undefined }) {
  const { t, formatWhen } = useMessages();
  const day = () => (props.step.date === null ? t('candidates.day-unknown') : formatWhen(props.step.date, 'short'));
  return (
    <>
      <RecordLink kind="candidate-step" key={props.step.key}>
        <Show when={!props.isNameHidden}>{t(`fields.choice.step.${props.step.step}`)}, </Show>
        {day()}
      </RecordLink>{' '}
      <Show when={props.step.detail}>{(detail) => <span class="candidates-soft">{detail()} </span>}</Show>
      <SourceMarks sources={props.step.sources} />
    </>
  );
}
