import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { readWorkbook } from '../../../../xforms/workbook/read-workbook.ts';
import type { Workbook } from '../../../../xforms/workbook/workbook.ts';
import { getMission } from '../../../mission/missions/access.ts';
import { missionParams } from '../contract.ts';
import type { BankReply, TemplateReply } from '../form-replies.ts';
import { loadNewestWorkbooks } from '../store/keep-versions.ts';

/**
 * The templates that come with the program, and the bank of questions.
 *
 * @param folder where the templates lie as .xlsx; read once, when first asked for.
 */
export function templateEndpoints(folder: string): readonly Endpoint[] {
  let read: Promise<TemplateReply[]> | null = null;
  const templates = () => {
    read ??= readTemplates(folder);
    return read;
  };
  const list = defineEndpoint({
    method: 'GET',
    path: '/api/form-templates',
    access: 'reader',
    handle: async (): Promise<readonly TemplateReply[]> => await templates(),
  });
  const bank = defineEndpoint({
    method: 'GET',
    path: '/api/missions/:mission/question-bank',
    access: 'reader',
    params: missionParams,
    handle: async ({ sql, params }): Promise<BankReply> => {
      const mission = await getMission(sql, params.mission);
      const newest = await loadNewestWorkbooks(sql, mission.id);
      const forms = newest.flatMap(({ workbook, ...head }) => (workbook === null ? [] : [{ ...head, workbook }]));
      const leftOut = newest.flatMap(({ workbook, ...head }) => (workbook === null ? [head] : []));
      return { templates: await templates(), forms, leftOut };
    },
  });
  return [list, bank];
}

async function readTemplates(folder: string): Promise<TemplateReply[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.xlsx')).sort();
  return await Promise.all(
    names.map(async (name) => ({ name, workbook: parse(name, await readFile(join(folder, name))) })),
  );
}

function parse(name: string, bytes: Uint8Array): Workbook {
  const read = readWorkbook(bytes, name);
  if (read.ok) return read.value;
  throw new Error(`Read the template ${name}: ${read.error[0]?.code}`);
}
