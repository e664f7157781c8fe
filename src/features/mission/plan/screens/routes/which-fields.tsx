import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Checkbox, SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { TextArea, TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import type { ListedSample } from '../../../samples/sample-replies.ts';
import type { ShownPlan } from '../../plan-replies.ts';
import type { PlanTeam } from '../visit-fields.tsx';
import type { RouteDraft, RouteField } from './route-draft.ts';

interface WhichProps {
  readonly plan: ShownPlan;
  readonly teams: readonly PlanTeam[];
  readonly samples: readonly ListedSample[];
  readonly draft: RouteDraft;
  readonly faults: ReadonlySet<RouteField>;
  readonly onType: (part: Partial<RouteDraft>) => void;
}

/** For which stations routes are proposed, for which day and phases, and for whom. */
export function WhichFields(props: WhichProps) {
  const messages = useMessages();
  const { t } = messages;
  const phases = () =>
    props.plan.phases.map(({ key, name }) => ({ id: key, label: messages.localized(name)?.text ?? key }));
  return (
    <>
      <SelectField
        label={t('samples.routes-for')}
        value={props.draft.sample}
        emptyLabel={t('samples.routes-named')}
        choices={props.samples.map(({ id, name, selected }) => ({
          value: id,
          label: t('samples.routes-sample', { name, count: selected }),
        }))}
        onInput={(sample) => props.onType({ sample })}
      />
      <Show when={props.draft.sample === ''}>
        <TextArea
          label={t('samples.routes-stations')}
          hint={t('samples.routes-stations-hint')}
          rows={3}
          value={props.draft.stations}
          error={props.faults.has('stations') ? t('samples.routes-fault.stations') : undefined}
          onInput={(stations) => props.onType({ stations })}
        />
      </Show>
      <TextField
        label={t('plan.day')}
        type="date"
        width="date"
        value={props.draft.day}
        error={props.faults.has('day') ? t('samples.routes-fault.day') : undefined}
        onInput={(day) => props.onType({ day })}
      />
      <Ticks
        legend={t('samples.routes-phases')}
        all={phases()}
        isTicked={(key) => props.draft.phases.includes(key)}
        fault={props.faults.has('phases') ? t('samples.routes-fault.phases') : undefined}
        onTick={(key, isTicked) => {
          const others = props.draft.phases.filter((one) => one !== key);
          props.onType({ phases: isTicked ? [...others, key] : others });
        }}
      />
      <Ticks
        legend={t('samples.routes-teams')}
        all={props.teams.map(({ id, code }) => ({ id, label: code }))}
        isTicked={(id) => !props.draft.without.includes(id)}
        fault={props.faults.has('teams') ? t('samples.routes-fault.teams') : undefined}
        onTick={(id, isTicked) => {
          const others = props.draft.without.filter((one) => one !== id);
          props.onType({ without: isTicked ? others : [...others, id] });
        }}
      />
    </>
  );
}

function Ticks(props: {
  readonly legend: string;
  readonly all: readonly { readonly id: string; readonly label: string }[];
  readonly isTicked: (id: string) => boolean;
  readonly fault: string | undefined;
  readonly onTick: (id: string, isTicked: boolean) => void;
}) {
  return (
    <fieldset class="plan-ticks" data-faulty={props.fault === undefined ? undefined : ''}>
      <legend>{props.legend}</legend>
      <div class="plan-row">
        <For each={props.all}>
          {({ id, label }) => (
            <Checkbox
              label={<bdi>{label}</bdi>}
              checked={props.isTicked(id)}
              onInput={(isTicked) => props.onTick(id, isTicked)}
            />
          )}
        </For>
      </div>
      <Show when={props.fault}>{(words) => <p role="alert">{words()}</p>}</Show>
    </fieldset>
  );
}
