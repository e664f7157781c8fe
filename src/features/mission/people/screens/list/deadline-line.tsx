import { Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { PeopleCounts, PeopleSettings } from '../../people-replies.ts';
import type { PeopleDesk } from '../people-desk.ts';
import { wordDay } from '../people-words.ts';

/** By when accreditation has to be asked for, by which rule, and how many are still to be asked for. */
export function DeadlineLine(props: { readonly desk: PeopleDesk; readonly counts: PeopleCounts }) {
  const { t } = useMessages();
  return (
    <Show when={props.desk.settings()}>
      {(settings) => (
        <Show
          when={settings().accreditationRule !== null}
          fallback={
            <Show when={props.desk.canEdit() && settings().rules.length > 0}>
              <p class="people-aside">
                {t('people.deadline.none')} <a href="?settings=1">{t('people.deadline.set')}</a>
              </p>
            </Show>
          }
        >
          <p class="people-deadline">
            <strong>{t('people.deadline')}</strong> <DeadlineDays settings={settings()} /> ·{' '}
            <RuleTitle desk={props.desk} settings={settings()} />
            <Show when={props.counts.accreditation.none > 0}>
              {' · '}
              <a href="?accreditation=none">{t('people.deadline.open', { count: props.counts.accreditation.none })}</a>
            </Show>
          </p>
        </Show>
      )}
    </Show>
  );
}

function DeadlineDays(props: { readonly settings: PeopleSettings }) {
  const messages = useMessages();
  const { t } = messages;
  const words = () => {
    const { deadline } = props.settings;
    if (deadline === null) return t('people.deadline.no-day');
    const { due, earliest, latest } = deadline;
    if (due !== null) return wordDay(messages, due);
    return wordSpan(earliest, latest);
  };
  const wordSpan = (earliest: string | null, latest: string | null) => {
    const [from, to] = [earliest, latest].map((day) => (day === null ? null : wordDay(messages, day)));
    if (from && to) return t('people.days.between', { from, to });
    return from ? t('people.days.from', { day: from }) : t('people.days.until', { day: to ?? '' });
  };
  return <span class="numeral">{words()}</span>;
}

function RuleTitle(props: { readonly desk: PeopleDesk; readonly settings: PeopleSettings }) {
  const messages = useMessages();
  const key = () => props.settings.accreditationRule ?? '';
  const title = () => {
    const rule = props.settings.rules.find((each) => each.key === key());
    return messages.localized(rule?.title ?? {})?.text ?? key();
  };
  return (
    <Show when={props.desk.ruleHref(key())} fallback={<bdi>{title()}</bdi>}>
      {(href) => <a href={href()}>{title()}</a>}
    </Show>
  );
}
