import type { TransactionSql } from 'postgres';
import { must } from '../../../../kernel/result.ts';
import type { BlobStore } from '../../../../platform/files/blobs/blob-store.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { InstanceNode } from '../../../../xforms/form/form.ts';
import { readAnswers } from '../../../../xforms/openrosa/read-record.ts';
import type { FormPackage } from '../../../../xforms/package/form-package.ts';
import type { getMission } from '../../../mission/missions/access.ts';
import { arrivalOfTyped, NO_DEVICE, readTyped, type TypedRecord } from '../../entries/typed-record.ts';
import { getFormCodebook, getFormPackage, getPublishedFile } from '../../forms/access.ts';
import type { CodebookTable } from '../../forms/checking/codebook-table.ts';
import { STATIONS_FILE } from '../../forms/checking/register-tables.ts';
import type { Intake, Taken } from '../../reports/arrival.ts';
import { openReadingForm } from '../../reports/reading/reading-form.ts';
import { type AskedForm, askedForm } from '../comparing/asked-answers.ts';
import { isOfOtherStation } from '../comparing/typed-station.ts';
import type { HeldCopy, HeldPaper } from '../store/keep-papers.ts';

/** What sheets of paper need of the program around them. */
export interface PaperGround {
  readonly intake: Intake;
  readonly blobs: Pick<BlobStore, 'keep' | 'open'>;
}

export type MissionOfPapers = Awaited<ReturnType<typeof getMission>>;

/** How the audit names a sheet. */
export function subjectOf(mission: MissionOfPapers, { label }: Pick<HeldPaper, 'label'>) {
  return { kind: 'paper', id: `${mission.slug}/${label}` };
}

/** The form of a sheet, as its records are read. */
export interface FormOfPaper {
  readonly core: FormPackage['core'];
  readonly asked: AskedForm;
}

/** Loads the form of a sheet. */
export async function loadForm(sql: Db, { form }: Pick<HeldPaper, 'form'>): Promise<FormOfPaper> {
  const { core } = JSON.parse(await getFormPackage(sql, form)) as FormPackage;
  return { core, asked: askedForm(core) };
}

/** Loads the words of the form of a sheet. */
export async function loadCodebook(sql: Db, { form }: Pick<HeldPaper, 'form'>): Promise<CodebookTable> {
  return JSON.parse(await getFormCodebook(sql, form)) as CodebookTable;
}

/** Reads what was typed. @throws Problem `entry-refused` where it is no record of the form. */
export function requireTyped(xml: string, { core }: FormOfPaper): TypedRecord {
  const typed = readTyped(xml, core);
  if (!typed.ok) throw new Problem('entry-refused', { code: typed.error.code });
  return typed.value;
}

/** The answers of a copy that was stored. @throws Problem `not-found` where it was erased. */
export function answersOf({ id, raw }: HeldCopy, { core }: FormOfPaper): InstanceNode {
  if (raw === null) throw new Problem('not-found', { what: `copy ${id}` });
  const read = readAnswers(raw, core);
  return must(read.ok ? read.value.root : null, `Read copy ${id} of a sheet: it could be read when it came`);
}

/** The two copies of a sheet that has both. @throws Problem `changed-meanwhile` where it has not. */
export function bothCopies({ copies }: HeldPaper): readonly [HeldCopy, HeldCopy] {
  const [first, second] = copies;
  if (first === undefined || second === undefined) throw new Problem('changed-meanwhile');
  return [first, second];
}

/** Whether one of the copies is of another station than the sheet was labelled for. */
export async function isMislabelled(
  sql: Db,
  { form, station }: Pick<HeldPaper, 'form' | 'station'>,
  copies: readonly InstanceNode[],
): Promise<boolean> {
  if (station === null) return false;
  const text = await getFormPackage(sql, form);
  const plain = openReadingForm(form, { package: text, file: null });
  if (plain.stationPaths.size === 0) return false;
  const file = await getPublishedFile(sql, form, { name: STATIONS_FILE });
  const listed = openReadingForm(form, { package: text, file });
  return copies.some((copy) => isOfOtherStation(listed, station, copy));
}

/** Has the report of a sheet taken by the way in that all share. */
export async function takeReport(
  { intake }: PaperGround,
  mission: MissionOfPapers,
  typed: TypedRecord,
): Promise<Taken> {
  return await intake.take(mission.id, arrivalOfTyped(typed, { sender: NO_DEVICE, fault: null, files: [] }));
}

/** A transaction in which sheets change. */
export type PaperSql = TransactionSql;
