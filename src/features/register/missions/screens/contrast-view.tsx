import { For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../../platform/i18n/local-text.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { SourceMarks } from '../../../../platform/ui/parts/links/source-marks.tsx';
import type { Comparison } from '../comparison.ts';
import type { Assessment, Mission } from '../mission.ts';

/** Ways in which assessments can point, all of the same weight. */
const DIRECTIONS = ['positive', 'mixed', 'negative'] as const;

/** Whether missions point in more than one way on the subject. */
export function isDisputed({ byDirection }: Comparison): boolean {
  return DIRECTIONS.filter((direction) => byDirection[direction].length > 0).length > 1;
}

/** One thing that was judged in different ways: a column for each way. */
export function ContrastView(props: { readonly comparison: Comparison; readonly missions: readonly Mission[] }) {
  const { t } = useMessages();
  const sides = () =>
    DIRECTIONS.map((direction) => ({ direction, assessments: props.comparison.byDirection[direction] }));
  return (
    <div class="missions-contrast">
      <h3>{t(`fields.choice.subject.${props.comparison.subject}`)}</h3>
      <div class="missions-sides">
        <For each={sides().filter(({ assessments }) => assessments.length > 0)}>
          {(side) => (
            <section class="missions-side">
              <h4>
                {t(`fields.choice.direction.${side.direction}`)}{' '}
                <span class="missions-soft numeral">{side.assessments.length}</span>
              </h4>
              <ul>
                <For each={side.assessments}>
                  {(assessment) => (
                    <AssessmentView
                      assessment={assessment}
                      mission={props.missions.find(({ key }) => key === assessment.mission)}
                    />
                  )}
                </For>
              </ul>
            </section>
          )}
        </For>
      </div>
    </div>
  );
}

function AssessmentView(props: { readonly assessment: Assessment; readonly mission: Mission | undefined }) {
  const { t, formatWhen } = useMessages();
  return (
    <li class="missions-assessment">
      <p>
        <RecordLink kind="mission" key={props.assessment.mission}>
          <LocalText text={props.mission?.name ?? {}} fallback={props.assessment.mission} />
        </RecordLink>
      </p>
      <p>
        <RecordLink kind="assessment" key={props.assessment.key} class="missions-finding">
          <LocalText text={props.assessment.finding} fallback={t('missions.no-words')} />
        </RecordLink>
      </p>
      <p class="missions-soft">
        <Show when={props.assessment.date}>{(date) => <span>{formatWhen(date())} · </span>}</Show>
        <Show when={props.assessment.stations !== null}>
          <span class="numeral">{t('missions.rests-on', { stations: props.assessment.stations ?? 0 })} · </span>
        </Show>
        <SourceMarks sources={props.assessment.sources} />
      </p>
    </li>
  );
}
