import { formatReceiptCode, receiptCodeOf } from '../../../../../ledger/proof/receipt-code.ts';
import type { MissionLogs } from '../../../../../platform/log/mission-logs.ts';
import type { Book } from '../../../../../platform/log/sequencer.ts';
import type { Arrival, ArrivedFile, Intake } from '../../arrival.ts';
import { LONGEST_INSTANCE_ID } from '../../report-id.ts';
import { saveAliases, saveFiles, saveItems } from '../../store/keep-arrivals.ts';
import { type IntakeEntry, type JudgedArrival, judgeArrivals, type Standing } from './judge-arrivals.ts';

/** The logs of missions, into which reports come. */
export type ReportLogs = MissionLogs<IntakeEntry, Standing>;

/** How the reports of a mission are judged and stored. */
export function reportBook(missionId: string): Book<IntakeEntry, JudgedArrival> {
  return {
    judge: (sql, entries, at) => judgeArrivals(sql, missionId, { entries, at }),
    keep: async (sql, judged) => {
      const items = judged.flatMap(({ item }) => (item === null ? [] : [item]));
      const files = judged.flatMap(({ newFiles }) => newFiles);
      const aliases = judged.flatMap(({ alias }) => (alias === null ? [] : [alias]));
      await saveItems(sql, items);
      await saveFiles(sql, files);
      await saveAliases(sql, aliases);
    },
    weigh: ({ arrival }) => arrival?.raw.length ?? 0,
  };
}

/** Hears of a report that came again after it was erased. */
export type NoteErased = (report: { readonly missionId: string; readonly reportId: string }) => Promise<void>;

/** The way in that all channels share. */
export function createIntake(logs: ReportLogs, noteErased: NoteErased = async () => {}): Intake {
  // The name of a mission in its log never changes.
  const slugs = new Map<string, string>();
  const slugOf = async (missionId: string) => {
    const slug = slugs.get(missionId) ?? (await logs.state(missionId)).slug;
    slugs.set(missionId, slug);
    return slug;
  };
  return {
    take: async (missionId, arrival) => {
      const clean = cleanArrival(arrival);
      const { channel, sender, reportId, files } = clean;
      // Asked together: logs that are closed meanwhile answer both, or neither.
      const [appended, slug] = await Promise.all([
        logs.append(missionId, { channel, sender, arrival: clean, reportId, files }),
        slugOf(missionId),
      ]);
      const { isErased, ...standing } = appended;
      if (isErased) await noteErased({ missionId, reportId: standing.reportId });
      const { index, leafHash } = standing.place;
      const code = formatReceiptCode(receiptCodeOf(slug, index, leafHash));
      return { ...standing, code, proof: () => logs.prove(missionId, index) };
    },
    takeFiles: async (missionId, { reportId, channel, sender, files }) => {
      if (files.length === 0) return;
      await logs.append(missionId, { channel, sender, arrival: null, reportId, files: files.map(cleanFile) });
    },
  };
}

/** An entry whose bytes lie in no larger buffer, so that a thread is sent no more than them. */
export function packEntry(entry: IntakeEntry): IntakeEntry {
  const { arrival } = entry;
  const files = entry.files.map(packFile);
  if (arrival === null) return { ...entry, files };
  const { raw, sha256, stated } = arrival;
  const packedStated = stated === null ? null : { ...stated, previous: stated.previous && own(stated.previous) };
  return { ...entry, files, arrival: { ...arrival, raw: own(raw), sha256: own(sha256), stated: packedStated, files } };
}

function packFile(file: ArrivedFile): ArrivedFile {
  return { ...file, sha256: own(file.sha256) };
}

function own(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}

const LONGEST_TEXT = 1_000;

/** Names as the database can hold them. A name of a record that is too long is none: the record goes by its bytes. */
function cleanArrival(arrival: Arrival): Arrival {
  const { envelope } = arrival;
  const isNamed = envelope.instanceId !== null && envelope.instanceId.length <= LONGEST_INSTANCE_ID;
  const isEdit = envelope.deprecatedId !== null && envelope.deprecatedId.length <= LONGEST_INSTANCE_ID;
  return {
    ...arrival,
    envelope: {
      ...envelope,
      formId: cleanText(envelope.formId),
      version: cleanText(envelope.version),
      instanceId: isNamed ? cleanText(envelope.instanceId) : null,
      deprecatedId: isEdit ? cleanText(envelope.deprecatedId) : null,
    },
    files: arrival.files.map(cleanFile),
  };
}

function cleanFile(file: ArrivedFile): ArrivedFile {
  const [name, contentType] = [cleanText(file.name) ?? '', cleanText(file.contentType) ?? ''];
  return { ...file, name, contentType };
}

function cleanText(text: string | null): string | null {
  return text === null ? null : text.slice(0, LONGEST_TEXT).replace(/\0|\p{Surrogate}/gu, '\ufffd');
}
