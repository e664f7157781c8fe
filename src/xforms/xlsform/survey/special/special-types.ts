import { textOf } from '../../tables/cell.ts';
import type { ElementAction } from '../../tree/element.ts';
import { type SurveyContext, surveyPlace } from '../context.ts';
import { type Addition, appearanceOf, type QuestionRow } from '../question-row.ts';
import { acceptParameters } from './accept-parameters.ts';
import { readAudit } from './audit.ts';
import { isInteger, isNumber } from './parameters.ts';
import { readRange } from './range.ts';

type Special = (given: QuestionRow, context: SurveyContext) => Addition | null;

const SPECIAL: Readonly<Record<string, Special>> = {
  audit: (given, context) => readAudit(given, context.faults),
  calculate: checkCalculation,
  text: readText,
  photo: readPhoto,
  audio: (given, context) => readAudio(given, context, ['voice-only', 'low', 'normal', 'external']),
  'background-audio': readBackgroundAudio,
  geopoint: readGeopoint,
  geotrace: readLine,
  geoshape: readLine,
  range: readRange,
  'start-geopoint': () => ({ actions: [action('setgeopoint', 'odk-instance-first-load')] }),
  'background-geopoint': checkBackgroundGeopoint,
};

/** What the type of a question adds to its row; null where the row is wrong, which is noted. */
export function specialise(given: QuestionRow, context: SurveyContext): Addition | null {
  const { type } = given;
  if (type.startsWith('osm ')) return { tags: context.osmTags.get(type.slice(4).trim()) ?? [] };
  return (SPECIAL[type] ?? (() => ({})))(given, context);
}

function action(kind: ElementAction['kind'], event: string, quality: string | null = null): ElementAction {
  return { kind, event, value: null, quality };
}

function checkCalculation({ row }: QuestionRow, { faults }: SurveyContext): Addition | null {
  const bind = row.cells.get('bind');
  const hasCalculation = bind instanceof Map && bind.has('calculate');
  if (hasCalculation || textOf(row.cells, 'default') !== null) return {};
  faults.error('calculation-missing', surveyPlace(row, 'calculation'));
  return null;
}

function readText(given: QuestionRow, { faults }: SurveyContext): Addition | null {
  if (!acceptParameters(given, ['rows'], faults)) return null;
  const rows = given.parameters.get('rows');
  if (rows === undefined) return {};
  return isWholeNumber(given, { name: 'rows', value: rows }, faults) ? { control: { rows } } : null;
}

function isWholeNumber(
  { row }: QuestionRow,
  { name, value }: { name: string; value: string },
  faults: SurveyContext['faults'],
): boolean {
  if (isInteger(value)) return true;
  faults.error('parameter-whole', surveyPlace(row, 'parameters'), { name, found: value });
  return false;
}

function readPhoto(given: QuestionRow, { faults }: SurveyContext): Addition | null {
  const { row, parameters } = given;
  if (!acceptParameters(given, ['app', 'max-pixels'], faults)) return null;
  const pixels = parameters.get('max-pixels');
  if (pixels === undefined) faults.warn('image-without-limit', surveyPlace(row, 'parameters'));
  else if (!isWholeNumber(given, { name: 'max-pixels', value: pixels }, faults)) return null;
  const app = parameters.get('app');
  const appearance = appearanceOf(given);
  const isPlain = appearance === '' || appearance === 'annotate';
  if (app !== undefined && isPlain && !isPackageName(app)) {
    faults.error('app-name', surveyPlace(row, 'parameters'), { found: app });
    return null;
  }
  const written = textOf(row.cells, 'default');
  return {
    ...(pixels === undefined ? {} : { bind: { 'orx:max-pixels': pixels } }),
    ...(app === undefined || !isPlain ? {} : { control: { intent: app } }),
    ...(written === null || written.includes('jr://images/') ? {} : { defaultValue: `jr://images/${written}` }),
  };
}

/** Android's rule: segments with a dot between, each begun by a letter. */
function isPackageName(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)+$/.test(text);
}

function readAudio(given: QuestionRow, { faults }: SurveyContext, qualities: readonly string[]): Addition | null {
  if (!acceptParameters(given, ['quality'], faults)) return null;
  const quality = given.parameters.get('quality');
  if (quality === undefined) return {};
  if (qualities.includes(quality)) return { bind: { 'odk:quality': quality } };
  const place = surveyPlace(given.row, 'parameters');
  faults.error('parameter-choice', place, { name: 'quality', found: quality, wanted: qualities.join(', ') });
  return null;
}

function readBackgroundAudio(given: QuestionRow, context: SurveyContext): Addition | null {
  const checked = readAudio(given, context, ['voice-only', 'low', 'normal']);
  const quality = given.parameters.get('quality') ?? null;
  return checked === null ? null : { actions: [action('recordaudio', 'odk-instance-load', quality)] };
}

function readGeopoint(given: QuestionRow, context: SurveyContext): Addition | null {
  const accepted = ['allow-mock-accuracy', 'capture-accuracy', 'reference-geometry', 'warning-accuracy'];
  if (!acceptParameters(given, accepted, context.faults)) return null;
  const control: Record<string, string> = {};
  const names = { 'capture-accuracy': 'accuracyThreshold', 'warning-accuracy': 'unacceptableAccuracyThreshold' };
  for (const [name, attribute] of Object.entries(names)) {
    const value = given.parameters.get(name);
    if (value === undefined) continue;
    if (!isNumber(value)) {
      context.faults.error('parameter-number', surveyPlace(given.row, 'parameters'), { name, found: value });
      return null;
    }
    control[attribute] = value;
  }
  return withGeometry(given, control, context);
}

function readLine(given: QuestionRow, context: SurveyContext): Addition | null {
  const accepted = ['allow-mock-accuracy', 'incremental', 'reference-geometry'];
  if (!acceptParameters(given, accepted, context.faults)) return null;
  const incremental = given.parameters.get('incremental');
  if (incremental !== undefined && !['true', 'yes', 'true()'].includes(incremental)) {
    context.faults.error('incremental', surveyPlace(given.row, 'parameters'), { found: incremental });
    return null;
  }
  return withGeometry(given, incremental === undefined ? {} : { incremental: 'true' }, context);
}

function withGeometry(given: QuestionRow, control: Record<string, string>, context: SurveyContext): Addition | null {
  const { row, parameters } = given;
  const mock = parameters.get('allow-mock-accuracy');
  if (mock !== undefined && !['true', 'false'].includes(mock)) {
    const place = surveyPlace(row, 'parameters');
    context.faults.error('parameter-true-false', place, { name: 'allow-mock-accuracy', found: mock });
    return null;
  }
  const geometry = parameters.get('reference-geometry');
  if (geometry !== undefined) context.geometryReferences.push({ target: geometry, row: row.number });
  return {
    control,
    ...(mock === undefined ? {} : { bind: { 'odk:allow-mock-accuracy': mock } }),
    ...(geometry === undefined ? {} : { itemset: geometry }),
  };
}

function checkBackgroundGeopoint({ row, trigger }: QuestionRow, { faults }: SurveyContext): Addition | null {
  if (trigger.length === 0) faults.error('trigger-missing', surveyPlace(row, 'trigger'));
  const bind = row.cells.get('bind');
  const hasCalculation = bind instanceof Map && bind.has('calculate');
  if (hasCalculation) faults.error('calculation-unwanted', surveyPlace(row, 'calculation'));
  return trigger.length === 0 || hasCalculation ? null : {};
}
