import type { JSX } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { RadioField, SelectField } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import { DateField } from '../../../../platform/ui/parts/fields/when-field.tsx';
import type { ShownPlan } from '../plan-replies.ts';
import { findDayFault } from './phases/plan-draft.ts';
import { StopField } from './stop-field.tsx';

/** A team as a plan names it. */
export interface PlanTeam {
  readonly id: string;
  readonly code: string;
}

/** A field for a polling station, as whoever composes the page has it. */
export type StationField = (field: {
  value: string;
  error?: JSX.Element | undefined;
  onInput: (code: string) => void;
}) => JSX.Element;

/** A visit as it is typed. */
export interface TypedVisit {
  readonly team: string;
  readonly day: string;
  readonly phase: string;
  readonly station: string;
  readonly stop: string;
  readonly source: string;
}

const SOURCES = ['route', 'post'] as const;

/** The fields of a visit that is added. */
export function VisitFields(props: {
  readonly typed: TypedVisit;
  readonly plan: ShownPlan;
  readonly teams: readonly PlanTeam[];
  readonly stationField: StationField;
  readonly isTried: boolean;
  /** What the server found wrong with a field. */
  readonly toldOf: (column: string) => string | undefined;
  readonly onType: (part: Partial<TypedVisit>) => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const refusalOf = (name: 'team' | 'phase' | 'station') =>
    props.isTried && props.typed[name].trim() === '' ? t('plan.fault.missing') : props.toldOf(name);
  const dayFault = () => {
    const fault = props.isTried ? findDayFault(props.typed.day) : null;
    return fault === null ? undefined : t(`plan.fault.${fault}`);
  };
  const phases = () =>
    props.plan.phases.map(({ key, name }) => ({ value: key, label: messages.localized(name)?.text ?? key }));
  return (
    <>
      <SelectField
        label={t('plan.team')}
        value={props.typed.team}
        emptyLabel={t('plan.choose')}
        choices={props.teams.map((team) => ({ value: team.id, label: team.code }))}
        hint={props.teams.length === 0 ? t('plan.no-teams') : undefined}
        error={refusalOf('team')}
        onInput={(team) => props.onType({ team })}
      />
      <DateField
        label={t('plan.day')}
        value={props.typed.day}
        error={dayFault()}
        onInput={(day) => props.onType({ day })}
      />
      <SelectField
        label={t('plan.phase')}
        value={props.typed.phase}
        choices={phases()}
        error={refusalOf('phase')}
        onInput={(phase) => props.onType({ phase })}
      />
      {props.stationField({
        get value() {
          return props.typed.station;
        },
        get error() {
          return refusalOf('station');
        },
        onInput: (station) => props.onType({ station }),
      })}
      <StopField value={props.typed.stop} isTried={props.isTried} onInput={(stop) => props.onType({ stop })} />
      <RadioField
        label={t('plan.source')}
        value={props.typed.source}
        choices={SOURCES.map((source) => ({ value: source, label: t(`plan.source.${source}`) }))}
        onInput={(source) => props.onType({ source })}
      />
    </>
  );
}
