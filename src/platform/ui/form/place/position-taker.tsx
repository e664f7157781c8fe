import { createSignal, onCleanup, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { Button } from '../../parts/actions/button.tsx';
import type { Point } from '../answers/points.ts';
import { useForm } from '../model/form-context.ts';
import type { PositionFault, PositionFix } from '../model/ports.ts';

/** Measures where the device is until one is content: shows how exact it is, and takes it when it is exact enough. */
export function PositionTaker(props: {
  readonly label: string;
  /** Taken by itself when it is as exact as that. */
  readonly wantedMetres: number;
  readonly onTake: (point: Point) => void;
}) {
  const { ports } = useForm();
  const { t, formatNumber } = useMessages();
  const [stop, setStop] = createSignal<(() => void) | null>(null);
  const [fix, setFix] = createSignal<PositionFix | null>(null);
  const [fault, setFault] = createSignal<PositionFault | null>(null);
  const end = () => {
    stop()?.();
    setStop(null);
  };
  const take = (found: PositionFix) => {
    end();
    props.onTake({ ...found, altitudeMetres: found.altitudeMetres ?? 0 });
  };
  const start = () => {
    setFix(null);
    setFault(null);
    const cease = ports.position?.watch({
      onFix: (found) => {
        setFault(null);
        setFix(found);
        if (found.accuracyMetres <= props.wantedMetres) take(found);
      },
      // A device that does not know where it is may know it in a moment; one that may not say it never will.
      onFault: (found) => [setFault(found), found === 'denied' && end()],
    });
    setStop(() => cease ?? null);
  };
  onCleanup(end);
  return (
    <Show when={ports.position}>
      <div class="position" role="status">
        <Show when={stop()} fallback={<Button onClick={start}>{props.label}</Button>}>
          <p>
            <Show when={fix()} fallback={t('form.place.waiting')}>
              {(found) => <>{t('form.place.accuracy', { metres: formatNumber(found().accuracyMetres, 0) })}</>}
            </Show>
          </p>
          <div class="buttons">
            <Show when={fix()}>{(found) => <Button onClick={() => take(found())}>{t('form.place.take')}</Button>}</Show>
            <Button look="quiet" onClick={end}>
              {t('ui.cancel')}
            </Button>
          </div>
        </Show>
        <Show when={fault()}>{(kind) => <p class="field-error">{t(`form.place.fault.${kind()}`)}</p>}</Show>
      </div>
    </Show>
  );
}
