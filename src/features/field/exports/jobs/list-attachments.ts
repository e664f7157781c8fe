import { plainPath } from '../../reports/reading/plain-path.ts';
import { safeNames } from '../formats/safe-name.ts';
import type { ReportFile } from '../store/list-files.ts';
import type { ExportedReport } from '../tables/exported-report.ts';
import type { ExportPlan } from '../tables/plan-tables.ts';

/** A file that an answer names, or that came for a report, as a line of a list. */
export interface Attachment {
  readonly report: string;
  readonly receipt: string;
  /** Path of the answer that names it; empty: none does. */
  readonly question: string;
  /** As it is named there. */
  readonly name: string;
  /** Where it lies in the archive. */
  readonly target: string;
  /** In hexadecimal digits; null: it has not come. */
  readonly sha256: string | null;
  readonly bytes: number;
  readonly contentType: string;
}

/** The folder of the archive that they lie in, each report's in one of its own. */
const FOLDER = 'attachments';

/** What belongs to some reports, in the order of the reports and of what came for them; then what is named and has not come. */
export function listAttachments(
  plan: ExportPlan,
  reports: readonly ExportedReport[],
  came: readonly ReportFile[],
): readonly Attachment[] {
  const byReport = new Map<string, ReportFile[]>();
  for (const file of came) {
    const same = byReport.get(file.reportId);
    if (same === undefined) byReport.set(file.reportId, [file]);
    else same.push(file);
  }
  return reports.flatMap((report) => {
    const own = byReport.get(report.id) ?? [];
    const questions = namedFiles(plan, report);
    const names = new Set(own.map(({ name }) => name));
    const missing = [...questions.keys()].filter((name) => !names.has(name));
    const targets = safeNames(own.map(({ name }) => name));
    const about = { report: report.id, receipt: report.receipt };
    return [
      ...own.map(({ name, sha256, bytes, contentType }, at) => ({
        ...about,
        question: questions.get(name) ?? '',
        name,
        target: `${FOLDER}/${report.id}/${targets[at]}`,
        sha256,
        bytes,
        contentType,
      })),
      ...missing.map((name) => ({
        ...about,
        question: questions.get(name) ?? '',
        name,
        target: '',
        sha256: null,
        bytes: 0,
        contentType: '',
      })),
    ];
  });
}

/** The files that the answers of a report name, whichever columns are wanted: name → path of the answer. */
function namedFiles(plan: ExportPlan, { answers }: ExportedReport): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [path, answer] of Object.entries(answers ?? {})) {
    if (answer === null || answer === '' || !plan.files.has(plainPath(path))) continue;
    if (!found.has(answer)) found.set(answer, path);
  }
  return found;
}
