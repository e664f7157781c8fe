import { createSignal, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../../platform/ui/parts/actions/dialog.tsx';
import { type Choice, SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { ACCREDITATION_STATES } from '../../accreditation.ts';
import { PlaceField } from '../fields/place-field.tsx';
import type { PeopleDesk } from '../people-desk.ts';
import { kindChoices } from '../people-words.ts';
import type { AskedFilters, FilterParameter } from './list-address.ts';

/** Asks what the list is to be narrowed to. */
export function FilterDialog(props: {
  readonly desk: PeopleDesk;
  readonly filters: AskedFilters;
  readonly isOpen: boolean;
  readonly onFilter: (filters: AskedFilters) => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  return (
    <Dialog isLossless isOpen={props.isOpen} title={t('people.filter.title')} onClose={props.onClose}>
      <FilterForm {...props} />
    </Dialog>
  );
}

function FilterForm(props: {
  readonly desk: PeopleDesk;
  readonly filters: AskedFilters;
  readonly onFilter: (filters: AskedFilters) => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const [given, setGiven] = createStore<Partial<Record<FilterParameter, string | undefined>>>({ ...props.filters });
  const [area, setArea] = createSignal(props.filters.area ?? '');
  const submit = (event: Event) => {
    event.preventDefault();
    const all = { ...given, area: area().trim(), search: props.filters.search ?? '' };
    const kept = Object.entries(all).filter(([, value]) => value !== '' && value !== undefined);
    props.onFilter(Object.fromEntries(kept));
    props.onClose();
  };
  return (
    <form class="people-form" onSubmit={submit}>
      <FilterSelects desk={props.desk} given={given} onGiven={setGiven} />
      <Show when={props.desk.election()}>
        {(election) => (
          <PlaceField
            label={t('people.area')}
            hint={t('people.filter.area-hint')}
            isOptional
            election={election()}
            value={area()}
            onInput={setArea}
          />
        )}
      </Show>
      <Buttons>
        <Button type="submit" look="primary">
          {t('people.filter')}
        </Button>
        <Button
          onClick={() => {
            props.onFilter({});
            props.onClose();
          }}
        >
          {t('people.clear')}
        </Button>
      </Buttons>
    </form>
  );
}

function FilterSelects(props: {
  readonly desk: PeopleDesk;
  readonly given: AskedFilters;
  readonly onGiven: (name: FilterParameter, value: string) => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const yesNo = (name: 'trained' | 'pledged'): Choice[] =>
    (['yes', 'no'] as const).map((value) => ({ value, label: t(`people.filter.${name}.${value}`) }));
  const states = () => ACCREDITATION_STATES.map((value) => ({ value, label: t(`people.state.${value}`) }));
  const teams = () => (props.desk.teams() ?? []).map(({ id, code }) => ({ value: id, label: code }));
  const left = (['yes', 'all'] as const).map((value) => ({ value, label: t(`people.filter.left.${value}`) }));
  const fields = (): [FilterParameter, string, readonly Choice[], string][] => [
    ['kind', t('people.field.kind'), kindChoices(messages), t('people.filter.any')],
    ['accreditation', t('people.accreditation'), states(), t('people.filter.any')],
    ['team', t('people.team'), teams(), t('people.filter.any')],
    ['trained', t('people.field.trainedOn'), yesNo('trained'), t('people.filter.any')],
    ['pledged', t('people.field.pledgedOn'), yesNo('pledged'), t('people.filter.any')],
    ['left', t('people.filter.left'), left, t('people.filter.left.no')],
  ];
  return (
    <>
      {fields().map(([name, label, choices, emptyLabel]) => (
        <SelectField
          label={label}
          isOptional
          choices={choices}
          emptyLabel={emptyLabel}
          value={props.given[name] ?? ''}
          onInput={(value) => props.onGiven(name, value)}
        />
      ))}
    </>
  );
}
