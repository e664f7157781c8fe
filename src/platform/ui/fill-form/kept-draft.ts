import { type Accessor, createSignal } from 'solid-js';

const DATABASE = 'scrutineer-desk';
const STORE = 'drafts';
const PAUSE_MS = 150;

/** Something unfinished that this browser keeps: it survives a reload and a crash, and never leaves the machine. */
export interface KeptDraft<T> {
  /** What was kept under the key; null: nothing. Fails where the browser keeps nothing. */
  readonly load: () => Promise<T | null>;
  /** Keeps `value`, which the browser must be able to copy (files are); several in a row are kept as the last of them. */
  readonly save: (value: T) => void;
  /** Keeps at once what `save` was told last. @returns whether it is kept. */
  readonly flush: () => Promise<boolean>;
  /** Forgets it, and whatever `save` is still to keep. */
  readonly remove: () => Promise<void>;
  /** Whether all of it is kept. */
  readonly isSafe: Accessor<boolean>;
}

/** The draft of that key, which names whose it is as well: who signs in after them sees nothing of it. */
export function keptDraft<T>(key: string): KeptDraft<T> {
  const [isSafe, setIsSafe] = createSignal(true);
  let waiting: { readonly value: T } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = async () => {
    clearTimeout(timer);
    const next = waiting;
    if (next === null) return isSafe();
    waiting = null;
    const isKept = await change((store) => store.put(next.value, key)).then(
      () => true,
      () => false,
    );
    if (!isKept) waiting ??= next;
    if (waiting === null || !isKept) setIsSafe(isKept);
    return isKept;
  };
  return {
    load: async () => ((await change((store) => store.get(key), 'readonly')) as T | undefined) ?? null,
    save: (value) => {
      waiting = { value };
      setIsSafe(false);
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), PAUSE_MS);
    },
    flush,
    remove: async () => {
      clearTimeout(timer);
      waiting = null;
      await change((store) => store.delete(key));
      setIsSafe(true);
    },
    isSafe,
  };
}

let opened: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function change(
  work: (store: IDBObjectStore) => IDBRequest,
  mode: 'readonly' | 'readwrite' = 'readwrite',
): Promise<unknown> {
  const transaction = (await database()).transaction(STORE, mode, { durability: 'strict' });
  const request = work(transaction.objectStore(STORE));
  return await new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}
