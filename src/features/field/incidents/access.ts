import type { Db } from '../../../platform/http/endpoint.ts';
import type { Category } from './category.ts';
import { loadSettings } from './store/keep-settings.ts';

/** The category tree of a mission, retired ones among it. */
export async function findCategories(sql: Db, missionId: string): Promise<readonly Category[]> {
  return (await loadSettings(sql, missionId)).categories;
}
