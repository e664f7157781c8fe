import type { JSX } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { TextArea, TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { DANGERS, type Facts, type ToldFacts } from '../../incident.ts';
import type { IncidentSettings } from '../../incident-replies.ts';
import { categoryChoices } from '../incident-words.ts';

/** What stands in the fields of the facts; empty: not known. */
export interface TypedFacts {
  readonly danger: string;
  readonly category: string;
  readonly what: string;
  /** By the clock of whoever types. */
  readonly happenedAt: string;
  readonly station: string;
  readonly placeWords: string;
  /** `40.4, 49.8` */
  readonly position: string;
}

/** The facts as they are typed. */
export function typedOf(facts: Facts): TypedFacts {
  const { danger = '', category = '', what = '', station = '', placeWords = '', latitude, longitude } = facts;
  const position = latitude === undefined ? '' : `${latitude}, ${longitude}`;
  return { danger, category, what, station, placeWords, position, happenedAt: localMoment(facts.happenedAt) };
}

function localMoment(moment: string | undefined): string {
  if (moment === undefined) return '';
  const at = new Date(moment);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

const POSITION = /^(-?\d{1,2}(?:\.\d+)?)[,\s]+(-?\d{1,3}(?:\.\d+)?)$/;

/** What was typed otherwise than it was; null: nothing was, or a position is none. */
export function readTyped(
  typed: TypedFacts,
  before: Facts,
): { readonly kind: 'told'; readonly told: ToldFacts } | null {
  const was = typedOf(before);
  const texts = ['danger', 'category', 'what', 'station', 'placeWords'] as const;
  const told: Record<string, string | number | null> = {};
  for (const name of texts) if (typed[name].trim() !== was[name]) told[name] = typed[name].trim() || null;
  if (typed.happenedAt !== was.happenedAt) {
    told.happenedAt = typed.happenedAt === '' ? null : new Date(typed.happenedAt).toISOString();
  }
  if (typed.position.trim() !== was.position) {
    const [, latitude, longitude] = POSITION.exec(typed.position.trim()) ?? [];
    if (latitude === undefined && typed.position.trim() !== '') return null;
    told.latitude = latitude === undefined ? null : Number(latitude);
    told.longitude = longitude === undefined ? null : Number(longitude);
  }
  return Object.keys(told).length === 0 ? null : { kind: 'told', told: told as ToldFacts };
}

/** The fields of what is known of an incident. */
export function FactFields(props: {
  readonly settings: IncidentSettings;
  readonly typed: TypedFacts;
  readonly onType: (part: Partial<TypedFacts>) => void;
  readonly stationField: (field: { value: string; onInput: (code: string) => void }) => JSX.Element;
}) {
  const messages = useMessages();
  const { t } = messages;
  return (
    <>
      <TextArea
        label={t('incidents.what')}
        rows={4}
        value={props.typed.what}
        onInput={(what) => props.onType({ what })}
      />
      <SelectField
        label={t('incidents.danger')}
        value={props.typed.danger}
        emptyLabel={t('incidents.unknown')}
        choices={DANGERS.map((one) => ({ value: one, label: t(`incidents.danger.${one}`) }))}
        onInput={(danger) => props.onType({ danger })}
      />
      <SelectField
        label={t('incidents.category')}
        value={props.typed.category}
        emptyLabel={t('incidents.unknown')}
        choices={categoryChoices(messages, props.settings.categories, false)}
        onInput={(category) => props.onType({ category })}
      />
      <TextField
        label={t('incidents.happened')}
        isOptional
        type="datetime-local"
        width="short"
        value={props.typed.happenedAt}
        onInput={(happenedAt) => props.onType({ happenedAt })}
      />
      {props.stationField({ value: props.typed.station, onInput: (station) => props.onType({ station }) })}
      <TextField
        label={t('incidents.place-words')}
        isOptional
        value={props.typed.placeWords}
        onInput={(placeWords) => props.onType({ placeWords })}
      />
      <TextField
        label={t('incidents.position')}
        hint={t('incidents.position-hint')}
        isOptional
        value={props.typed.position}
        onInput={(position) => props.onType({ position })}
      />
    </>
  );
}
