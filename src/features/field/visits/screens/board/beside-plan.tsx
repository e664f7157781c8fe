import { For } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { ResponseBoard } from '../../visit-replies.ts';
import { CountLink } from './count-link.tsx';

/** How a visit that nobody expected stands to the plan, and under which name its number comes. */
const STANDINGS = [
  ['other-team', 'otherTeam'],
  ['elsewhere', 'elsewhere'],
  ['extra', 'extra'],
] as const;
const LACKS = ['team', 'station', 'phase'] as const;

/** What came of the day that nobody expected, and reports of any day that have no place in the plan. */
export function BesidePlan(props: { readonly board: ResponseBoard; readonly phase: string | undefined }) {
  const { t } = useMessages();
  return (
    <div class="plan-beside">
      <section aria-labelledby="plan-unexpected">
        <h2 id="plan-unexpected">{t('plan.unexpected')}</h2>
        <p class="plan-note">{t('plan.unexpected-hint')}</p>
        <dl class="plan-list">
          <For each={STANDINGS}>
            {([standing, name]) => (
              <div>
                <dt>{t(`plan.standing.${standing}`)}</dt>
                <dd>
                  <CountLink
                    count={props.board.total.visits.unexpected[name]}
                    label={t(`plan.standing.${standing}`)}
                    query={{ day: props.board.day, phase: props.phase, standing }}
                  />
                </dd>
              </div>
            )}
          </For>
        </dl>
      </section>
      <section aria-labelledby="plan-unplaced">
        <h2 id="plan-unplaced">{t('plan.unplaced')}</h2>
        <p class="plan-note">{t('plan.unplaced-hint')}</p>
        <dl class="plan-list">
          <For each={LACKS}>
            {(lacks) => (
              <div>
                <dt>{t(`plan.lacks.${lacks}`)}</dt>
                <dd>
                  <CountLink count={props.board.unplaced[lacks]} label={t(`plan.lacks.${lacks}`)} query={{ lacks }} />
                </dd>
              </div>
            )}
          </For>
        </dl>
      </section>
    </div>
  );
}
