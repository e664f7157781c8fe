import { For } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import type { RouteDraft, RouteField } from './route-draft.ts';

const FIELDS = ['from', 'hours', 'minutesPerVisit', 'most', 'speed', 'detour', 'unknownWay'] as const;

/** What a day allows: when it begins and how long it is, how long a visit takes, how fast one gets on. */
export function LimitFields(props: {
  readonly draft: RouteDraft;
  readonly faults: ReadonlySet<RouteField>;
  readonly onType: (part: Partial<RouteDraft>) => void;
}) {
  const { t } = useMessages();
  return (
    <div class="plan-row">
      <For each={FIELDS}>
        {(field) => (
          <TextField
            label={t(`samples.routes-limit.${field}`)}
            width="date"
            inputMode={field === 'from' ? 'text' : 'decimal'}
            value={props.draft[field]}
            error={props.faults.has(field) ? t(`samples.routes-fault.${field}`) : undefined}
            onInput={(text) => props.onType({ [field]: text })}
          />
        )}
      </For>
    </div>
  );
}
