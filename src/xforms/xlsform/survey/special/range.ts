import { type SurveyContext, surveyPlace } from '../context.ts';
import { type Addition, appearanceOf, type QuestionRow } from '../question-row.ts';
import { acceptParameters } from './accept-parameters.ts';
import { alignDecimals, isWhole, parseDecimal } from './parameters.ts';

const ACCEPTED = ['start', 'end', 'step', 'tick_interval', 'placeholder', 'tick_labelset'];
const DEFAULTS = { start: '1', end: '10', step: '1' };
const NUMBERS = ['start', 'end', 'step', 'tick_interval', 'placeholder'];

/** The numbers of a range as whole numbers of one unit. */
interface Scale {
  readonly start: bigint;
  readonly end: bigint;
  readonly step: bigint;
  readonly tick: bigint | null;
  readonly placeholder: bigint | null;
  /** Names of the choices that label ticks. */
  readonly labels: readonly bigint[];
}

/** What a `range` adds: its numbers as attributes, its labels as choices; null where they do not go together. */
export function readRange(given: QuestionRow, context: SurveyContext): Addition | null {
  const { faults } = context;
  if (!acceptParameters(given, ACCEPTED, faults)) return null;
  const place = surveyPlace(given.row, 'parameters');
  const fault = findRangeFault(given, context);
  if (fault !== null) {
    const { code, ...parameters } = fault;
    faults.error(code, place, parameters);
    return null;
  }
  const values = { ...DEFAULTS, ...Object.fromEntries(given.parameters) } as Record<string, string>;
  const labels = values.tick_labelset;
  const control: Record<string, string> = { start: values.start ?? '', end: values.end ?? '', step: values.step ?? '' };
  if (values.tick_interval !== undefined) control['odk:tick-interval'] = values.tick_interval;
  if (values.placeholder !== undefined) control['odk:placeholder'] = values.placeholder;
  const isDecimal = NUMBERS.some((name) => values[name] !== undefined && !isWhole(values[name] ?? ''));
  return {
    control,
    ...(isDecimal ? { bind: { type: 'decimal' } } : {}),
    ...(labels === undefined ? {} : { itemset: labels }),
  };
}

function findRangeFault(
  given: QuestionRow,
  context: SurveyContext,
): { code: string; name: string; found: string } | null {
  const values = new Map<string, string>([...Object.entries(DEFAULTS), ...given.parameters]);
  const appearance = appearanceOf(given);
  const isPlain = appearance === '' || appearance.includes('vertical') || appearance.includes('no-ticks');
  const extra = ['tick_interval', 'placeholder', 'tick_labelset'].find((name) => given.parameters.has(name));
  if (!isPlain && extra !== undefined) return { code: 'range-appearance', name: extra, found: appearance };
  const unread = NUMBERS.find((name) => values.has(name) && parseDecimal(values.get(name) ?? '') === null);
  if (unread !== undefined) return { code: 'parameter-number', name: unread, found: values.get(unread) ?? '' };
  const list = values.get('tick_labelset');
  const choices = list === undefined ? [] : context.choices.get(list)?.choices;
  if (choices === undefined) return { code: 'range-list', name: 'tick_labelset', found: list ?? '' };
  const names = choices.map(({ name }) => name);
  const odd = names.find((name) => parseDecimal(name) === null);
  const scale = scaleOf(values, odd === undefined ? names : []);
  const code = findStepFault(scale) ?? findTickFault(scale) ?? findPlaceholderFault(scale);
  if (code !== null) return { ...code, found: values.get(code.name) ?? '' };
  if (odd !== undefined) return { code: 'range-label-number', name: 'tick_labelset', found: odd };
  const label = findLabelFault(scale, appearance.includes('no-ticks') && list !== undefined);
  return label === null ? null : { code: label, name: 'tick_labelset', found: list ?? '' };
}

function scaleOf(values: ReadonlyMap<string, string>, labels: readonly string[]): Scale {
  const texts = [...NUMBERS.map((name) => values.get(name) ?? '0'), ...labels];
  const [start = 0n, end = 0n, step = 0n, tick = 0n, placeholder = 0n, ...rest] = alignDecimals(texts);
  return {
    start,
    end,
    step,
    tick: values.has('tick_interval') ? tick : null,
    placeholder: values.has('placeholder') ? placeholder : null,
    labels: rest,
  };
}

type Named = { readonly code: string; readonly name: string };

const widthOf = ({ start, end }: Scale) => (end > start ? end - start : start - end);
const isInside = ({ start, end }: Scale, value: bigint) =>
  value >= (start < end ? start : end) && value <= (start < end ? end : start);

function findStepFault(scale: Scale): Named | null {
  if (scale.step === 0n) return { code: 'range-zero', name: 'step' };
  return scale.step > widthOf(scale) ? { code: 'range-too-large', name: 'step' } : null;
}

function findTickFault(scale: Scale): Named | null {
  const { tick, step } = scale;
  if (tick === null) return null;
  if (tick === 0n) return { code: 'range-zero', name: 'tick_interval' };
  if (tick > widthOf(scale)) return { code: 'range-too-large', name: 'tick_interval' };
  return tick % step === 0n ? null : { code: 'range-multiple', name: 'tick_interval' };
}

function findPlaceholderFault(scale: Scale): Named | null {
  const { placeholder, start, step } = scale;
  if (placeholder === null) return null;
  if ((placeholder - start) % step !== 0n) return { code: 'range-multiple', name: 'placeholder' };
  return isInside(scale, placeholder) ? null : { code: 'range-outside', name: 'placeholder' };
}

function findLabelFault(scale: Scale, isWithoutTicks: boolean): string | null {
  const { labels, start, end, step, tick } = scale;
  if (labels.some((label) => !isInside(scale, label))) return 'range-label-outside';
  if (labels.some((label) => (label - start) % (tick ?? step) !== 0n)) return 'range-label-multiple';
  if (!isWithoutTicks) return null;
  if (new Set(labels).size > 2) return 'range-labels-many';
  const isEnds = new Set(labels).size === 2 && labels.includes(start) && labels.includes(end);
  return isEnds ? null : 'range-labels-ends';
}
