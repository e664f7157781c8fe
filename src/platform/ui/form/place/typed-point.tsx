import { createEffect, createSignal, on } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { readNumber } from '../answers/number-text.ts';
import { type Point, parsePoint } from '../answers/points.ts';

/** Latitude and longitude as they are typed. Gives null while they make no place; `isEmpty` tells whether nothing is typed. */
export function TypedPoint(props: {
  readonly point: Point | null;
  readonly isFaulty: boolean;
  readonly describedBy: string;
  readonly onGive: (point: Point | null, isEmpty: boolean) => void;
}) {
  const { t } = useMessages();
  const [latitude, setLatitude] = createSignal('');
  const [longitude, setLongitude] = createSignal('');
  const typed = () => parsePoint(`${readNumber(latitude(), false)} ${readNumber(longitude(), false)}`);
  createEffect(
    on(
      () => props.point,
      (point) => {
        const own = typed();
        const isOwn = own !== null && own.latitude === point?.latitude && own.longitude === point.longitude;
        if (isOwn || (point === null && own === null)) return;
        setLatitude(point === null ? '' : String(point.latitude));
        setLongitude(point === null ? '' : String(point.longitude));
      },
    ),
  );
  const give = () => props.onGive(typed(), latitude().trim() === '' && longitude().trim() === '');
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
