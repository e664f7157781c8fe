import { createResource, For, type JSX, Show } from 'solid-js';
import { parseCalendarDate } from '../../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import type { ResponseBoard } from '../../visit-replies.ts';
import type { PlanQuery } from '../plan-address.ts';
import { SHOWN_STATUSES } from '../status-mark.tsx';
import type { PlanWords } from './visit-table.tsx';

const STANDINGS = ['planned', 'unexpected', 'other-team', 'elsewhere', 'extra'] as const;
/** What only a number of the board narrows to; here it can be taken off. */
const FROM_BOARD = ['area', 'sample', 'form'] as const;

/** What narrows the list of visits; all of it stands in the address. */
export function VisitFilters(props: {
  readonly mission: string;
  readonly words: PlanWords;
  readonly teams: readonly { readonly id: string; readonly code: string }[];
  readonly stationField: (field: { value: string; onInput: (code: string) => void }) => JSX.Element;
  readonly filter: PlanQuery;
  readonly onNarrow: (part: Readonly<Record<string, string | null>>) => void;
}) {
  const { t } = useMessages();
  const narrow = (name: string) => (value: string) => props.onNarrow({ [name]: value.trim() || null });
  const select = (name: 'phase' | 'status' | 'standing' | 'team', choices: { value: string; label: string }[]) => (
    <SelectField
      label={t(`plan.${name}`)}
      value={props.filter[name] ?? ''}
      emptyLabel={t('plan.any')}
      choices={choices}
      onInput={narrow(name)}
    />
  );
  const narrowDay = (text: string) => {
    if (text.trim() === '' || parseCalendarDate(text.trim()) !== null) narrow('day')(text);
  };
  return (
    <search class="plan-filters" aria-label={t('plan.filters')}>
      <TextField type="date" width="short" label={t('plan.day')} value={props.filter.day ?? ''} onInput={narrowDay} />
      {select('phase', props.words.phases())}
      {select('status', [
        ...(['expected', 'received'] as const).map((one) => ({ value: one, label: t(`plan.count.${one}`) })),
        ...SHOWN_STATUSES.map((one) => ({ value: one, label: t(`plan.status.${one}`) })),
      ])}
      {select(
        'standing',
        STANDINGS.map((one) => ({ value: one, label: t(`plan.standing.${one}`) })),
      )}
      {select(
        'team',
        props.teams.map(({ id, code }) => ({ value: id, label: code })),
      )}
      {props.stationField({ value: props.filter.station ?? '', onInput: narrow('station') })}
      <Chips {...props} />
    </search>
  );
}

function Chips(props: {
  readonly mission: string;
  readonly filter: PlanQuery;
  readonly onNarrow: (part: Readonly<Record<string, null>>) => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const given = () => FROM_BOARD.filter((name) => props.filter[name] !== undefined);
  const asked = () => {
    const [by] = given();
    return by === undefined ? null : { by, key: props.filter[by] ?? '', day: props.filter.day };
  };
  const [name] = createResource(asked, async ({ by, key, day }) => {
    const query = new URLSearchParams({ by, ...(day === undefined ? {} : { day }) });
    const path = `/api/missions/${encodeURIComponent(props.mission)}/response?${query}`;
    const board = await api.get<ResponseBoard>(path).catch(() => null);
    const row = board?.rows.find((one) => one.key === key);
    return row === undefined ? key : (messages.localized(row.names ?? {})?.text ?? row.label);
  });
  return (
    <Show when={given().length > 0 || props.filter.unit === 'station'}>
      <ul class="plan-chips">
        <For each={given()}>
          {(by) => (
            <li>
              {t(`plan.of.${by}`)}: <bdi>{name.latest ?? ''}</bdi>
              <Button look="quiet" onClick={() => props.onNarrow({ [by]: null })}>
                {t('plan.take-off')}
              </Button>
            </li>
          )}
        </For>
        <Show when={props.filter.unit === 'station'}>
          <li>
            {t('plan.stations-once')}
            <Button look="quiet" onClick={() => props.onNarrow({ unit: null })}>
              {t('plan.take-off')}
            </Button>
          </li>
        </Show>
      </ul>
    </Show>
  );
}
