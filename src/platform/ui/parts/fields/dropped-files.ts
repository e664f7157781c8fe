/** A file with the path under which it lies in the folder that was given. */
export interface PickedFile {
  readonly path: string;
  readonly file: File;
}

/** The files of a drop, also those in folders and their folders. A single folder is taken as what lies in it. */
export async function collectDropped(transfer: DataTransfer): Promise<readonly PickedFile[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return [...transfer.files].map((file) => ({ path: file.name, file }));
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && isFolder(only)) return collectFolder(only, '');
  return (await Promise.all(entries.map((entry) => collectEntry(entry, '')))).flat();
}

async function collectEntry(entry: FileSystemEntry, above: string): Promise<readonly PickedFile[]> {
  const path = `${above}${entry.name}`;
  if (isFolder(entry)) return collectFolder(entry, `${path}/`);
  const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
  return [{ path, file }];
}

async function collectFolder(folder: FileSystemDirectoryEntry, above: string): Promise<readonly PickedFile[]> {
  const reader = folder.createReader();
  const found: PickedFile[] = [];
  for (let batch = await readBatch(reader); batch.length > 0; batch = await readBatch(reader)) {
    found.push(...(await Promise.all(batch.map((entry) => collectEntry(entry, above)))).flat());
  }
  return found;
}

/** Browsers give the content of a folder in batches of a hundred; an empty one is the end. */
function readBatch(reader: FileSystemDirectoryReader): Promise<readonly FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
