import { createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { RadioField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { focusFirstFault } from '../../../../../platform/ui/parts/fields/field.tsx';
import { TextArea } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import { Refusal } from '../refusal.tsx';
import type { Sketch } from './sketch.ts';

const SOURCES = ['route', 'post'] as const;

/** What is sent of a route beside its stops. */
export interface RouteWords {
  readonly source: (typeof SOURCES)[number];
  readonly reason: string | null;
}

/** What is not saved of the route, and saving it: whoever calls visits off says why. */
export function SaveRoute(props: { readonly sketch: Sketch; readonly onSave: (words: RouteWords) => Promise<void> }) {
  const { t } = useMessages();
  const [source, setSource] = createSignal<RouteWords['source']>('route');
  const [reason, setReason] = createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const work = createRequest();
  const changes = () => props.sketch.changes();
  const isMissing = () => changes().calledOff.length > 0 && reason().trim() === '';
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (isMissing()) return focusFirstFault(event);
    void work.run(() => props.onSave({ source: source(), reason: reason().trim() || null }));
  };
  return (
    <form class="plan-settings route-save" onSubmit={submit} novalidate>
      <Show when={work.problem()}>{(problem) => <Refusal problem={problem()} />}</Show>
      <p role="status">
        {t('planMap.changes', {
          ...{ added: changes().added.length, moved: changes().moved.length },
          ...{ off: changes().calledOff.length, again: changes().again.length },
        })}
      </p>
      <Show when={changes().added.length > 0}>
        <RadioField
          label={t('planMap.source')}
          value={source()}
          choices={SOURCES.map((value) => ({ value, label: t(`plan.source.${value}`) }))}
          onInput={(value) => setSource(value === 'post' ? 'post' : 'route')}
        />
      </Show>
      <Show when={changes().calledOff.length > 0}>
        <p>{t('planMap.off', { stations: changes().calledOff.join(', ') })}</p>
        <TextArea
          label={t('planMap.reason-off')}
          rows={2}
          value={reason()}
          error={isTried() && isMissing() ? t('plan.reason-missing') : undefined}
          onInput={setReason}
        />
      </Show>
      <Buttons>
        <Button type="submit" look="primary" isBusy={work.isBusy()}>
          {t('planMap.save')}
        </Button>
        <Button onClick={() => props.sketch.undo()}>{t('planMap.undo')}</Button>
      </Buttons>
    </form>
  );
}
