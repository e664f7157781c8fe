import { createEffect, createSignal, on } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { readNumber } from '../answers/number-text.ts';
import { formatTyped, type Point, parsePoint, parseTyped } from '../answers/points.ts';

/** Latitude and longitude as they are typed. Gives null while they make no place, and what is typed then. */
export function TypedPoint(props: {
  /** The place as it is kept, or what was typed and made none. */
  readonly answer: string;
  readonly isFaulty: boolean;
  readonly describedBy: string;
  readonly onGive: (point: Point | null, typed: string) => void;
}) {
  const { t } = useMessages();
  const [latitude, setLatitude] = createSignal('');
  const [longitude, setLongitude] = createSignal('');
  const point = () => parsePoint(`${readNumber(latitude(), false)} ${readNumber(longitude(), false)}`);
  const typed = () => formatTyped({ latitude: latitude(), longitude: longitude() });
  createEffect(
    on(
      () => props.answer,
      (answer) => {
        const [given, own] = [parsePoint(answer), point()];
        const isOwn = given === null ? answer === typed() : isSamePlace(given, own);
        if (isOwn) return;
        const shown = given ?? parseTyped(answer);
        setLatitude(String(shown.latitude));
        setLongitude(String(shown.longitude));
      },
    ),
  );
  const give = () => props.onGive(point(), typed());
  const field = (label: string, value: () => string, set: (text: string) => void) => (
    <label class="form-part">
      <span>{label}</span>
      <input
        class="control"
        type="text"
        inputMode="decimal"
        enterkeyhint="next"
        autocomplete="off"
        aria-describedby={props.describedBy}
        aria-invalid={props.isFaulty ? 'true' : undefined}
        value={value()}
        onInput={(event) => [set(event.currentTarget.value), give()]}
      />
    </label>
  );
  return (
    <>
      {field(t('form.place.latitude'), latitude, setLatitude)}
      {field(t('form.place.longitude'), longitude, setLongitude)}
    </>
  );
}

function isSamePlace(one: Point, other: Point | null): boolean {
  return other !== null && one.latitude === other.latitude && one.longitude === other.longitude;
}
