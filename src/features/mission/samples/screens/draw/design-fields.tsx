import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Checkbox, RadioField, SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import type { SampleOptions } from '../../sample-replies.ts';
import { wordLevel, wordSize, wordSort } from '../sample-words.ts';
import { ALLOCATIONS, asksFor, type DraftField, type SampleDraft, WAYS, type Way } from './sample-draft.ts';
import { SizeHelp } from './size-help.tsx';

interface DesignProps {
  readonly draft: SampleDraft;
  readonly options: SampleOptions;
  readonly faults: ReadonlySet<DraftField>;
  readonly onType: (part: Partial<SampleDraft>) => void;
}

/** How a sample is drawn: the way, what it goes by, of which stations, and how many. */
export function DesignFields(props: DesignProps) {
  const messages = useMessages();
  const { t } = messages;
  const faultOf = (field: DraftField) => (props.faults.has(field) ? t(`samples.fault.${field}`) : undefined);
  const isAsked = (field: Parameters<typeof asksFor>[1]) => asksFor(props.draft.way, field);
  return (
    <>
      <RadioField
        label={t('samples.way')}
        value={props.draft.way}
        choices={WAYS.map((way) => ({
          value: way,
          label: `${t(`samples.way.${way}`)}: ${t(`samples.way-hint.${way}`)}`,
        }))}
        onInput={(way) => props.onType({ way: way as Way })}
      />
      <LevelFields {...props} />
      <Show when={isAsked('sizes')}>
        <SelectField
          label={t('samples.sizes')}
          hint={t('samples.sizes-hint')}
          value={props.draft.sizes}
          emptyLabel={t('samples.choose')}
          error={faultOf('sizes')}
          choices={props.options.sizes.map((size, at) => ({ value: `${at}`, label: wordSize(messages, size) }))}
          onInput={(sizes) => props.onType({ sizes })}
        />
      </Show>
      <Show when={isAsked('systematic')}>
        <Checkbox
          label={t('samples.systematic')}
          hint={t('samples.systematic-hint')}
          checked={props.draft.isSystematic}
          onInput={(isSystematic) => props.onType({ isSystematic })}
        />
      </Show>
      <SortFields {...props} />
      <TextField
        label={t(isAsked('clusters') ? 'samples.n-clusters' : 'samples.n')}
        width="date"
        inputMode="numeric"
        value={props.draft.n}
        error={faultOf('n')}
        onInput={(n) => props.onType({ n })}
      />
      <Show when={!isAsked('clusters')}>
        <SizeHelp options={props.options} without={props.draft.without} onUse={(n) => props.onType({ n })} />
      </Show>
    </>
  );
}

/** Which places are strata and clusters, and how the number is shared out. */
function LevelFields(props: DesignProps) {
  const messages = useMessages();
  const { t } = messages;
  const faultOf = (field: DraftField) => (props.faults.has(field) ? t(`samples.fault.${field}`) : undefined);
  const isAsked = (field: Parameters<typeof asksFor>[1]) => asksFor(props.draft.way, field);
  const levels = () =>
    props.options.levels.map(({ level, places }) => ({
      value: level,
      label: t('samples.level-of', { level: wordLevel(messages, level), count: places }),
    }));
  return (
    <>
      <Show when={isAsked('clusters')}>
        <div class="sample-row">
          <SelectField
            label={t('samples.clusters')}
            value={props.draft.clusters}
            emptyLabel={t('samples.choose')}
            error={faultOf('clusters')}
            choices={levels()}
            onInput={(clusters) => props.onType({ clusters })}
          />
          <Show when={isAsked('ofEach')}>
            <TextField
              label={t('samples.of-each')}
              width="date"
              inputMode="numeric"
              value={props.draft.ofEach}
              error={faultOf('ofEach')}
              onInput={(ofEach) => props.onType({ ofEach })}
            />
          </Show>
        </div>
      </Show>
      <Show when={isAsked('strata')}>
        <div class="sample-row">
          <SelectField
            label={t('samples.strata-level')}
            value={props.draft.strata}
            emptyLabel={t(props.draft.way === 'stratified' ? 'samples.choose' : 'samples.no-strata')}
            error={faultOf('strata')}
            choices={levels()}
            onInput={(strata) => props.onType({ strata })}
          />
          <Show when={props.draft.strata !== ''}>
            <SelectField
              label={t('samples.allocation')}
              value={props.draft.allocation}
              choices={ALLOCATIONS.map((one) => ({
                value: one,
                label: t(`samples.allocation.${one.replace(' ', '-')}` as 'samples.allocation.equal'),
              }))}
              onInput={(allocation) => props.onType({ allocation: allocation as SampleDraft['allocation'] })}
            />
          </Show>
        </div>
      </Show>
    </>
  );
}

/** Which sorts of stations can be drawn. */
function SortFields(props: DesignProps) {
  const messages = useMessages();
  const { t } = messages;
  const tick = (sort: string, isTicked: boolean) => {
    const others = props.draft.without.filter((one) => one !== sort);
    props.onType({ without: isTicked ? others : [...others, sort] });
  };
  return (
    <Show when={props.options.sorts.length > 1}>
      <fieldset>
        <legend>{t('samples.sorts')}</legend>
        <For each={props.options.sorts}>
          {({ sort, stations }) => (
            <Checkbox
              label={t('samples.sort-of', { sort: wordSort(messages, sort), count: stations })}
              checked={!props.draft.without.includes(sort)}
              onInput={(isTicked) => tick(sort, isTicked)}
            />
          )}
        </For>
        <Show when={props.faults.has('without')}>
          <p role="alert">{t('samples.fault.without')}</p>
        </Show>
      </fieldset>
    </Show>
  );
}
