import { isUuid } from '../../../../../kernel/ids.ts';
import type { Db } from '../../../../../platform/http/endpoint.ts';
import { reportIdOf } from '../../report-id.ts';
import { idsOfReport } from '../../store/show/load-report.ts';

/** Ids of the reports that somebody may mean who writes that name: of the report itself, or the `instanceID` of a version. */
export async function reportsNamed(sql: Db, missionId: string, name: string): Promise<readonly string[]> {
  const plain = name.replace(/^uuid:/i, '').toLowerCase();
  const names = new Set([name, plain, `uuid:${plain}`]);
  const ids = [...names].map((each) => reportIdOf(missionId, each));
  const asked = isUuid(plain) ? [plain, ...ids] : ids;
  const found = await Promise.all(asked.map((id) => idsOfReport(sql, id)));
  return [...new Set(found.flat())];
}
