import { foldText } from '../../../../kernel/text.ts';
import type { InstanceNode } from '../../../../xforms/form/form.ts';
import { flattenAnswers } from '../../reports/reading/flatten-answers.ts';
import { firstStation, type ReadingForm } from '../../reports/reading/reading-form.ts';

/**
 * Whether a record is of another polling station than its sheet was labelled for. Nothing is claimed where the label is no code
 * of the stations that the form lists, since it may be any words, nor where the record names no station.
 */
export function isOfOtherStation(form: ReadingForm, label: string, record: InstanceNode): boolean {
  const typed = firstStation(flattenAnswers(record, form.core).answers, form.stationPaths);
  const labelled = foldText(label);
  if (typed === null || foldText(typed) === labelled) return false;
  return [...form.stations.values()].some((codes) => [...codes].some((code) => foldText(code) === labelled));
}
