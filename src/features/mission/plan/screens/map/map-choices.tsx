import { Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import type { AskedRoutes, GroundProps } from './asked-routes.ts';

/** Day, phase and team whose route is drawn, and the place to which the map goes. */
export function MapChoices(
  props: GroundProps & {
    readonly asked: AskedRoutes;
    readonly area: string;
    readonly onArea: (key: string) => void;
    readonly onNarrow: (part: Readonly<Record<string, string | null>>) => void;
  },
) {
  const messages = useMessages();
  const { t } = messages;
  const areas = () =>
    props.areas.map(({ key, names, stations }) => ({
      value: key,
      label: t('planMap.area-of', { name: messages.localized(names ?? {})?.text ?? key, count: stations }),
    }));
  return (
    <search class="plan-narrow" aria-label={t('plan.filters')}>
      <TextField
        type="date"
        width="short"
        label={t('plan.day')}
        value={props.asked.day}
        onInput={(day) => props.onNarrow({ day: day.trim() })}
      />
      <SelectField
        label={t('plan.phase')}
        value={props.asked.phase}
        choices={props.plan.phases.map(({ key, name }) => ({
          value: key,
          label: messages.localized(name)?.text ?? key,
        }))}
        onInput={(phase) => props.onNarrow({ phase })}
      />
      <SelectField
        label={t('plan.team')}
        value={props.asked.team?.id ?? ''}
        emptyLabel={t('planMap.no-team')}
        choices={props.teams.map(({ id, code }) => ({ value: id, label: code }))}
        onInput={(team) => props.onNarrow({ team: team || null })}
      />
      <Show when={props.areas.length > 1}>
        <SelectField
          label={t('planMap.area')}
          value={props.area}
          emptyLabel={t('planMap.whole')}
          choices={areas()}
          onInput={props.onArea}
        />
      </Show>
    </search>
  );
}
