import type { ExportAsk } from '../../../../features/field/exports/export-job.ts';
import { csvRows } from '../../../../features/field/exports/formats/csv-text.ts';
import { ExportFolder } from '../../../../features/field/exports/jobs/export-folder.ts';
import { createWriter } from '../../../../features/field/exports/jobs/write-tables.ts';
import { findNextOrdinal } from '../../../../features/field/exports/store/keep-jobs.ts';
import { findForm, loadVersions } from '../../../../features/field/exports/store/load-form.ts';
import { rowSource, type WantedReports } from '../../../../features/field/exports/store/read-reports.ts';
import { makeDictionary } from '../../../../features/field/exports/tables/dictionary.ts';
import { mergeShapes } from '../../../../features/field/exports/tables/merge-shapes.ts';
import { planTables } from '../../../../features/field/exports/tables/plan-tables.ts';
import { readShape } from '../../../../features/field/exports/tables/read-shape.ts';
import type { Taking } from './taking.ts';

/** Takes out the reports of each form as tables, as an export of all of them has them. @returns how many reports. */
export async function takeTables(
  taking: Taking,
  mission: { readonly id: string; readonly slug: string; readonly folder: string },
  forms: ReadonlyMap<string, string>,
): Promise<number> {
  const endOrdinal = await findNextOrdinal(taking.sql, mission.id);
  let count = 0;
  for (const [formId, folder] of forms) {
    count += await takeForm(taking, { ...mission, formId, endOrdinal, target: `${mission.folder}/tables/${folder}` });
  }
  return count;
}

async function takeForm(
  { sql, archive, names }: Taking,
  wanted: Pick<WantedReports, 'slug' | 'endOrdinal'> & {
    readonly id: string;
    readonly formId: string;
    readonly target: string;
  },
): Promise<number> {
  const { id: missionId, slug, endOrdinal, formId, target } = wanted;
  const form = await findForm(sql, missionId, formId);
  if (form === null) return 0;
  const [ask, versions] = [askFor(formId, names.areShown), { from: 1, to: form.newestVersion }];
  const loaded = await loadVersions(sql, form.id, versions);
  const plan = planTables(mergeShapes(loaded.map((one) => readShape(one, one.core, one.codebook))), ask);
  const dictionary = makeDictionary(plan);
  const folder = await ExportFolder.open(archive.scratch(), {});
  try {
    const writer = createWriter({ plan, dictionary, ask, folder, isPacked: true });
    const source = rowSource(sql, { missionId, slug, formUuid: form.id, endOrdinal, versions, ask });
    let count = 0;
    for (let after = -1; ; ) {
      const reports = await source.next(after);
      const last = reports.at(-1);
      if (last === undefined) break;
      await writer.write(reports);
      [after, count] = [last.ordinal, count + reports.length];
    }
    for (const { name, part } of await writer.finish()) await archive.packed(`${target}/${name}`, part);
    await archive.text(`${target}/dictionary.csv`, csvRows([dictionary.columns, ...dictionary.rows]));
    return count;
  } finally {
    await folder.close();
  }
}

function askFor(formId: string, withNames: boolean): ExportAsk {
  return {
    ...{ formId, fromVersion: null, toVersion: null, format: 'csv', columns: null, language: null, query: null },
    ...{ words: 'codes', splitsChoices: false, withRepeats: true, withHeld: true, withVoid: true, withNames },
    ...{ withFiles: false, withMark: true },
  };
}
