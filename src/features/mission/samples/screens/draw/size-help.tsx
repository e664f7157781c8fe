import { createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { sizeFor } from '../../desk-sample.ts';
import type { SampleOptions } from '../../sample-replies.ts';

/** Says how many stations it takes for a margin: half the width of the interval of a share at 95 percent. */
export function SizeHelp(props: {
  readonly options: SampleOptions;
  /** Sorts of stations that are left out. */
  readonly without: readonly string[];
  readonly onUse: (n: string) => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const [margin, setMargin] = createSignal('5');
  const [response, setResponse] = createSignal('90');
  const [effect, setEffect] = createSignal('1');
  const population = () =>
    props.options.sorts
      .filter(({ sort }) => !props.without.includes(sort))
      .reduce((sum, { stations }) => sum + stations, 0);
  const planned = () =>
    sizeFor({
      margin: readNumber(margin()) / 100,
      response: readNumber(response()) / 100,
      designEffect: readNumber(effect()),
      population: population(),
    });
  return (
    <details>
      <summary>{t('samples.size-help')}</summary>
      <div class="sample-preview">
        <div class="sample-row">
          <TextField
            label={t('samples.margin')}
            width="date"
            inputMode="decimal"
            value={margin()}
            onInput={setMargin}
          />
          <TextField
            label={t('samples.response-expected')}
            width="date"
            inputMode="decimal"
            value={response()}
            onInput={setResponse}
          />
          <TextField
            label={t('samples.design-effect')}
            hint={t('samples.design-effect-hint')}
            width="date"
            inputMode="decimal"
            value={effect()}
            onInput={setEffect}
          />
        </div>
        <Show when={planned()} fallback={<p role="status">{t('samples.size-none', { units: population() })}</p>}>
          {(size) => (
            <p role="status">
              {t('samples.size-told', { whole: size().whole, answers: Math.ceil(size().answers), units: population() })}{' '}
              <Button onClick={() => props.onUse(`${size().whole}`)}>{t('samples.size-use')}</Button>
            </p>
          )}
        </Show>
        <p class="sample-words">{t('samples.size-words')}</p>
      </div>
    </details>
  );
}

function readNumber(text: string): number {
  const found = text.trim().replace(',', '.');
  return /^\d{1,6}(\.\d{1,6})?$/.test(found) ? Number(found) : Number.NaN;
}
