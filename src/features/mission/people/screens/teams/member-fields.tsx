import { parseCalendarDate } from '../../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { DateField } from '../../../../../platform/ui/parts/fields/when-field.tsx';
import { TEAM_PARTS, type TeamPart } from '../../team.ts';

/** Days as they are typed; an empty text: that side is open. */
export interface TypedDays {
  readonly fromDay: string;
  readonly toDay: string;
}

/** Which of the days that are typed are none. */
export function findDayFaults(typed: TypedDays): (keyof TypedDays)[] {
  const isWrong = (day: string) => day.trim() !== '' && parseCalendarDate(day.trim()) === null;
  return (['fromDay', 'toDay'] as const).filter((side) => isWrong(typed[side]));
}

/** Days that are typed, as they are sent. */
export function daysOf({ fromDay, toDay }: TypedDays) {
  return { fromDay: fromDay.trim() || null, toDay: toDay.trim() || null };
}

/** What somebody does in a team. */
export function PartField(props: { readonly value: TeamPart; readonly onInput: (part: TeamPart) => void }) {
  const { t } = useMessages();
  const choices = TEAM_PARTS.map((part) => ({ value: part, label: t(`people.part.${part}`) }));
  const choose = (value: string) => props.onInput(TEAM_PARTS.find((known) => known === value) ?? 'observer');
  return <SelectField label={t('people.part')} value={props.value} choices={choices} onInput={choose} />;
}

/** From which day to which somebody is in a team. */
export function DayFields(props: {
  readonly typed: TypedDays;
  readonly isTried: boolean;
  readonly onTyped: (side: keyof TypedDays, day: string) => void;
}) {
  const messages = useMessages();
  const error = (side: keyof TypedDays) =>
    props.isTried && findDayFaults(props.typed).includes(side)
      ? (messages.find('issues.date', { found: props.typed[side] }) ?? undefined)
      : undefined;
  return (
    <div class="people-days">
      <DateField
        label={messages.t('people.first-day')}
        hint={messages.t('people.day-open')}
        isOptional
        value={props.typed.fromDay}
        error={error('fromDay')}
        onInput={(day) => props.onTyped('fromDay', day)}
      />
      <DateField
        label={messages.t('people.last-day')}
        hint={messages.t('people.day-open')}
        isOptional
        value={props.typed.toDay}
        error={error('toDay')}
        onInput={(day) => props.onTyped('toDay', day)}
      />
    </div>
  );
}
