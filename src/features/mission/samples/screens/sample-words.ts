import type { Messages } from '../../../../platform/i18n/messages.ts';
import type { FrameSource } from '../sample.ts';
import type { ListedSample, SampleOptions } from '../sample-replies.ts';
import { wayOf } from './draw/sample-draft.ts';

/** The level of strata of a sample; null: it has none, or its frame came in a file. */
export function strataOf(source: FrameSource): string | null {
  return source.kind === 'register' ? source.strata : null;
}

/** How a sample was drawn, in few words: `Stratified: Region; systematic`. */
export function wordDesign(messages: Messages, { record, source }: Pick<ListedSample, 'record' | 'source'>): string {
  const { t } = messages;
  const { design } = record;
  const strata = design.allocation.kind === 'none' ? null : strataOf(source);
  const hasStrata = design.allocation.kind !== 'none';
  const way = wayOf(design, hasStrata ? (strata ?? '') : null);
  const level = strata === null ? [] : [t('samples.by-strata', { level: wordLevel(messages, strata) })];
  const method = design.method === 'simple' ? [] : [t(`samples.method.${methodKey(design.method)}`)];
  const each = design.kind === 'two stages' ? [t('samples.of-each-told', { count: design.unitsOfEach })] : [];
  return [t(`samples.way.${way}`), ...level, ...each, ...method].join(' · ');
}

function methodKey(method: 'systematic' | 'pps systematic' | 'pps maximum entropy') {
  const keys = {
    systematic: 'systematic',
    'pps systematic': 'pps-systematic',
    'pps maximum entropy': 'pps-maximum-entropy',
  } as const;
  return keys[method];
}

/** A level of places as the register calls it. */
export function wordLevel(messages: Messages, level: string): string {
  return messages.find(`fields.choice.level.${level}`) ?? level;
}

/** A sort of polling stations as the register calls it. */
export function wordSort(messages: Messages, sort: string): string {
  return messages.find(`fields.choice.station.${sort}`) ?? (sort || messages.t('samples.sort-none'));
}

/** Claims that say how large stations are: `place.voters, 2031-03-22, official (300)`. */
export function wordSize(
  messages: Messages,
  { subject, asOf, kind, stations }: SampleOptions['sizes'][number],
): string {
  const what = [subject, asOf, kind].filter((part) => part !== null).join(', ');
  return messages.t('samples.size-of', { what, count: stations });
}
